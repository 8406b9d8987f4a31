package io.dialflux.cli;

import io.dialflux.call.Call;
import java.io.StringWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Calls for programs: one JSON object per line, times in ISO 8601, seconds and prices as numbers.
 */
final class CallJsonLines implements CallOutput {
  private static final JsonFactory JSON = new JsonFactory();

  private final Terminal terminal;

  CallJsonLines(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void one(Call call) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      text(json, "sid", call.sid());
      text(json, "account_sid", call.accountSid());
      text(json, "parent_call_sid", call.parentCallSid());
      text(json, "status", call.status());
      text(json, "to", call.to());
      text(json, "from", call.from());
      text(json, "direction", call.direction());
      text(json, "answered_by", call.answeredBy());
      text(json, "date_created", call.dateCreated());
      text(json, "date_updated", call.dateUpdated());
      text(json, "start_time", call.startTime());
      text(json, "end_time", call.endTime());
      Duration duration = call.duration();
      if (duration != null) {
        json.writeNumberProperty("duration", duration.toSeconds());
      }
      if (call.price() != null) {
        json.writeNumberProperty("price", call.price());
      }
      text(json, "price_unit", call.priceUnit());
      Duration queued = call.queueTime();
      if (queued != null) {
        json.writeNumberProperty("queue_time", queued.toMillis());
      }
      json.writeEndObject();
    }
    terminal.line(line.toString());
  }

  private static void text(JsonGenerator json, String name, @Nullable Object value) {
    if (value != null) {
      json.writeStringProperty(name, value.toString());
    }
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
