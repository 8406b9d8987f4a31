package io.dialflux.campaign.sqlite;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A lead's values as JSON text, which SQLite itself reads back. */
final class Json {
  private Json() {}

  static @Nullable String of(Map<String, String> values) {
    if (values.isEmpty()) {
      return null;
    }
    StringBuilder json = new StringBuilder("{");
    values.forEach(
        (name, value) -> {
          json.append(json.length() == 1 ? "" : ",");
          text(name, json);
          json.append(':');
          text(value, json);
        });
    return json.append('}').toString();
  }

  private static void text(String text, StringBuilder json) {
    json.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < ' ') {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    json.append('"');
  }
}
