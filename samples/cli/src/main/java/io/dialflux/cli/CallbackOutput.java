package io.dialflux.cli;

import io.dialflux.callback.CallEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/** Callbacks, one line each: without anything personal, unless all is asked for. */
final class CallbackOutput {
  private static final String ROW = "%-20s  %-34s  %-17s  %s";

  private final Terminal terminal;
  private final boolean json;
  private final boolean personal;

  CallbackOutput(Terminal terminal, boolean json, boolean personal) {
    this.terminal = terminal;
    this.json = json;
    this.personal = personal;
  }

  void show(CallEvent event) {
    terminal.line(json ? JsonLine.of(line -> write(line, event)) : text(event));
  }

  private String text(CallEvent event) {
    List<String> told = new ArrayList<>();
    add(told, "", event.callStatus());
    add(told, "no. ", event.sequenceNumber());
    add(told, "", seconds(event.callDuration()));
    add(told, "SIP ", event.sipResponseCode());
    add(told, "answered by ", event.answeredBy());
    add(told, "", event.recordingSid());
    add(told, "", event.recordingStatus());
    add(told, "", seconds(event.recordingDuration()));
    add(told, "error ", event.errorCode());
    add(told, "attempt ", event.query("attempt"));
    if (personal) {
      add(told, "to ", event.to());
      add(told, "from ", event.from());
    }
    Object time = event.timestamp() == null ? "" : event.timestamp();
    return String.format(
        Locale.ROOT, ROW, time, event.callSid(), kind(event), String.join(", ", told));
  }

  private static void add(List<String> told, String name, @Nullable Object value) {
    if (value != null) {
      told.add(name + value);
    }
  }

  private static @Nullable String seconds(@Nullable Duration duration) {
    return duration == null ? null : duration.toSeconds() + " s";
  }

  private static String kind(CallEvent event) {
    return event.kind().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void write(JsonGenerator json, CallEvent event) {
    JsonLine.text(json, "kind", kind(event));
    JsonLine.text(json, "call_sid", event.callSid());
    JsonLine.text(json, "account_sid", event.accountSid());
    JsonLine.text(json, "status", event.callStatus());
    number(json, "sequence_number", event.sequenceNumber());
    JsonLine.text(json, "timestamp", event.timestamp());
    duration(json, "duration", event.callDuration());
    number(json, "sip_response_code", event.sipResponseCode());
    JsonLine.text(json, "answered_by", event.answeredBy());
    JsonLine.text(json, "recording_sid", event.recordingSid());
    JsonLine.text(json, "recording_status", event.recordingStatus());
    duration(json, "recording_duration", event.recordingDuration());
    number(json, "error_code", event.errorCode());
    JsonLine.text(json, "attempt", event.query("attempt"));
    JsonLine.text(json, "idempotency_token", event.idempotencyToken());
    if (personal) {
      all(json, "parameters", event.parameters());
      all(json, "query", event.query());
    }
  }

  private static void number(JsonGenerator json, String name, @Nullable Integer value) {
    if (value != null) {
      json.writeNumberProperty(name, value);
    }
  }

  private static void duration(JsonGenerator json, String name, @Nullable Duration value) {
    if (value != null) {
      json.writeNumberProperty(name, value.toSeconds());
    }
  }

  private static void all(JsonGenerator json, String name, Map<String, List<String>> values) {
    json.writeObjectPropertyStart(name);
    values.forEach(
        (key, all) -> {
          json.writeArrayPropertyStart(key);
          all.forEach(json::writeString);
          json.writeEndArray();
        });
    json.writeEndObject();
  }
}
