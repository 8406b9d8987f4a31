package io.dialflux;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Reads the {@code uri} of an {@code Events.json}, which names the call that the events are of. */
final class EventsUri {
  private static final JsonFactory JSON = new JsonFactory();

  private EventsUri() {}

  /** Null where it is missing or no text. */
  static @Nullable String of(byte[] body) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
      String uri = null;
      json.nextToken();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean own = json.currentName().equals("uri");
        if (json.nextToken() == JsonToken.VALUE_STRING && own) {
          uri = json.getString();
        } else {
          json.skipChildren();
        }
      }
      return uri;
    } catch (JacksonException malformed) {
      return null; // the events cannot be read either
    }
  }
}
