package io.dialflux;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Twilio's error body, classic ({@code code, message, more_info}) or by RFC 9457 ({@code code,
 * title, detail, type}).
 */
record TwilioError(int code, String message, @Nullable String moreInfo) {
  private static final JsonFactory JSON = new JsonFactory();

  /** Twilio's codes have five digits; a proxy that answers {@code {"code":502}} is not Twilio. */
  private static final int LEAST_CODE = 10_000;

  /** Reads an error body; null where it is none of Twilio's. */
  static @Nullable TwilioError parse(byte[] body) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      return read(json);
    } catch (JacksonException malformed) {
      return null;
    }
  }

  private static @Nullable TwilioError read(JsonParser json) {
    int code = 0;
    String message = null;
    String title = null;
    String moreInfo = null;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = json.currentName();
      JsonToken value = json.nextToken();
      if (value.isStructStart()) {
        json.skipChildren();
      } else if (value != JsonToken.VALUE_NULL) {
        switch (name) {
          case "code" -> code = number(json.getString());
          case "message", "detail" -> message = json.getString();
          case "title" -> title = json.getString();
          case "more_info", "type" -> moreInfo = json.getString();
          default -> {}
        }
      }
    }
    String text = message == null ? title : message;
    boolean whole = json.currentToken() == JsonToken.END_OBJECT;
    return whole && code >= LEAST_CODE && text != null
        ? new TwilioError(code, text, moreInfo)
        : null;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text.trim());
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }
}
