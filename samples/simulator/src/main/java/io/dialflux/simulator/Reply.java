package io.dialflux.simulator;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.ByteArrayBuilder;

/**
 * An HTTP answer that is ready to be sent.
 *
 * @param note what the access log says of it
 */
record Reply(
    int status, String contentType, byte[] body, Map<String, String> headers, String note) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final String JSON_TYPE = "application/json;charset=utf-8";

  static Reply json(int status, Consumer<JsonGenerator> content) {
    try (ByteArrayBuilder bytes = new ByteArrayBuilder()) {
      try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
        content.accept(json);
      }
      return new Reply(status, JSON_TYPE, bytes.toByteArray(), Map.of(), "");
    }
  }

  static Reply json(int status, byte[] content) {
    return new Reply(status, JSON_TYPE, content, Map.of(), "");
  }

  static Reply empty(int status) {
    return new Reply(status, JSON_TYPE, new byte[0], Map.of(), "");
  }

  static Reply html(int status, String page) {
    return new Reply(status, "text/html", page.getBytes(StandardCharsets.UTF_8), Map.of(), "");
  }

  static Reply error(int status, int code, String text) {
    return json(
            status,
            json -> {
              json.writeStartObject();
              json.writeNumberProperty("code", code);
              json.writeStringProperty("message", text);
              json.writeStringProperty("more_info", "https://www.twilio.com/docs/errors/" + code);
              json.writeNumberProperty("status", status);
              json.writeEndObject();
            })
        .note(code + " " + text);
  }

  static Reply error(ApiError error) {
    Reply reply = error(error.status, error.code, error.text);
    return error.status == 401
        ? reply.header("WWW-Authenticate", "Basic realm=\"Twilio API\"")
        : reply;
  }

  static Reply tooManyRequests() {
    return error(429, 20429, "Too Many Requests");
  }

  Reply note(String text) {
    return new Reply(status, contentType, body, headers, text);
  }

  boolean ok() {
    return status < 300;
  }

  Reply header(String name, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(name, value);
    return new Reply(status, contentType, body, Map.copyOf(more), note);
  }

  Reply body(String text) {
    return new Reply(status, contentType, text.getBytes(StandardCharsets.UTF_8), headers, note);
  }
}
