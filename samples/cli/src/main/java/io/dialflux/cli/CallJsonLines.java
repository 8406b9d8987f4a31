package io.dialflux.cli;

import io.dialflux.call.Call;
import java.time.Duration;
import tools.jackson.core.JsonGenerator;

/**
 * Calls for programs: one JSON object per line, times in ISO 8601, seconds and prices as numbers.
 */
final class CallJsonLines implements CallOutput {
  private final Terminal terminal;

  CallJsonLines(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void one(Call call) {
    terminal.line(JsonLine.of(json -> write(json, call)));
  }

  private static void write(JsonGenerator json, Call call) {
    JsonLine.text(json, "sid", call.sid());
    JsonLine.text(json, "account_sid", call.accountSid());
    JsonLine.text(json, "parent_call_sid", call.parentCallSid());
    JsonLine.text(json, "status", call.status());
    JsonLine.text(json, "to", call.to());
    JsonLine.text(json, "from", call.from());
    JsonLine.text(json, "direction", call.direction());
    JsonLine.text(json, "answered_by", call.answeredBy());
    JsonLine.text(json, "date_created", call.dateCreated());
    JsonLine.text(json, "date_updated", call.dateUpdated());
    JsonLine.text(json, "start_time", call.startTime());
    JsonLine.text(json, "end_time", call.endTime());
    Duration duration = call.duration();
    if (duration != null) {
      json.writeNumberProperty("duration", duration.toSeconds());
    }
    if (call.price() != null) {
      json.writeNumberProperty("price", call.price());
    }
    JsonLine.text(json, "price_unit", call.priceUnit());
    Duration queued = call.queueTime();
    if (queued != null) {
      json.writeNumberProperty("queue_time", queued.toMillis());
    }
    JsonLine.text(json, "stir_verstat", call.stirVerstat());
  }

  @Override
  public void listed(Call call) {
    one(call);
  }

  @Override
  public void end(long count) {}

  @Override
  public void deleted(String sid) {
    terminal.line("{\"sid\":\"" + sid + "\",\"deleted\":true}");
  }
}
