package io.dialflux.call;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/** Reads an {@code Events.json}; what is not known in it is passed over. */
final class LoggedRequestsReader {
  private final JsonParser json;

  private LoggedRequestsReader(JsonParser json) {
    this.json = json;
  }

  static List<LoggedRequest> read(byte[] bytes) {
    try (JsonParser parser = CallReader.JSON.createParser(ObjectReadContext.empty(), bytes)) {
      return new LoggedRequestsReader(parser).page();
    } catch (JacksonException malformed) {
      throw CallReader.malformed(malformed);
    }
  }

  private List<LoggedRequest> page() {
    List<LoggedRequest> events = new ArrayList<>();
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new IllegalArgumentException("json is no object");
    }
    while (field()) {
      if (json.currentName().equals("events") && json.nextToken() == JsonToken.START_ARRAY) {
        while (json.nextToken() == JsonToken.START_OBJECT) {
          events.add(event());
        }
      } else {
        skip();
      }
    }
    return Collections.unmodifiableList(events);
  }

  private LoggedRequest event() {
    LoggedRequest event = new LoggedRequest("", "", Map.of());
    while (field()) {
      if (json.currentName().equals("request") && json.nextToken() == JsonToken.START_OBJECT) {
        event = request();
      } else {
        skip();
      }
    }
    return event;
  }

  private LoggedRequest request() {
    String method = "";
    String url = "";
    Map<String, List<String>> parameters = Map.of();
    while (field()) {
      String name = json.currentName();
      JsonToken token = json.nextToken();
      if (name.equals("method") && token.isScalarValue()) {
        method = json.getString();
      } else if (name.equals("url") && token.isScalarValue()) {
        url = json.getString();
      } else if (name.equals("parameters") && token == JsonToken.START_OBJECT) {
        parameters = parameters();
      } else {
        json.skipChildren();
      }
    }
    return new LoggedRequest(method, url, parameters);
  }

  private Map<String, List<String>> parameters() {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    while (field()) {
      String name = json.currentName();
      List<String> values = new ArrayList<>();
      if (json.nextToken() == JsonToken.START_ARRAY) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          value(values);
        }
      } else {
        value(values);
      }
      parameters.put(name, Collections.unmodifiableList(values));
    }
    return Collections.unmodifiableMap(parameters);
  }

  private void value(List<String> values) {
    if (json.currentToken().isScalarValue()) {
      values.add(json.getString());
    } else {
      json.skipChildren();
    }
  }

  private boolean field() {
    return json.nextToken() == JsonToken.PROPERTY_NAME;
  }

  /** Passes over the value at hand, or the one of the name at hand. */
  private void skip() {
    if (json.currentToken() == JsonToken.PROPERTY_NAME) {
      json.nextToken();
    }
    json.skipChildren();
  }
}
