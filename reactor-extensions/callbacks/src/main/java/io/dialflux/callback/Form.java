package io.dialflux.callback;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code application/x-www-form-urlencoded} in UTF-8, read. */
final class Form {
  private Form() {}

  /** Of a URL; empty where it has no query. */
  static Map<String, List<String>> ofQuery(String url) {
    int question = url.indexOf('?');
    if (question < 0) {
      return Map.of();
    }
    int fragment = url.indexOf('#', question);
    String query = url.substring(question + 1, fragment < 0 ? url.length() : fragment);
    return decode(query.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The values of each name, in their order. Nothing is refused, because a URL's query may be
   * anything: a percent sign that escapes nothing stands for itself.
   */
  static Map<String, List<String>> decode(byte[] form) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    int from = 0;
    while (from < form.length) {
      int end = next(form, '&', from, form.length);
      if (end > from) {
        int equals = next(form, '=', from, end);
        String value = equals == end ? "" : text(form, equals + 1, end);
        values.computeIfAbsent(text(form, from, equals), name -> new ArrayList<>(1)).add(value);
      }
      from = end + 1;
    }
    values.replaceAll((name, all) -> List.copyOf(all));
    return values;
  }

  static @Nullable String first(Map<String, List<String>> values, String name) {
    List<String> all = values.get(name);
    return all == null ? null : all.get(0);
  }

  private static int next(byte[] form, char wanted, int from, int end) {
    int at = from;
    while (at < end && form[at] != wanted) {
      at++;
    }
    return at;
  }

  private static String text(byte[] form, int from, int end) {
    byte[] decoded = new byte[end - from];
    int length = 0;
    for (int i = from; i < end; i++) {
      byte b = form[i];
      if (b == '+') {
        b = ' ';
      } else if (b == '%' && i + 2 < end) {
        int high = Character.digit(form[i + 1], 16);
        int low = Character.digit(form[i + 2], 16);
        if (high >= 0 && low >= 0) {
          b = (byte) (high << 4 | low);
          i += 2;
        }
      }
      decoded[length++] = b;
    }
    return new String(Arrays.copyOf(decoded, length), StandardCharsets.UTF_8);
  }
}
