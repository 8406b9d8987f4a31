package io.dialflux.internal.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The parameters of a link, decoded. A space is read as a plus: forms write a space as {@code +},
 * and many a server leaves the plus of a number bare.
 */
public final class Query {
  private final Map<String, List<String>> values = new HashMap<>();

  /**
   * @param link a path or an address, with or without a query
   */
  public Query(String link) {
    int begin = link.indexOf('?') + 1;
    int fragment = link.indexOf('#');
    if (begin == 0) {
      return;
    }
    for (String pair : link.substring(begin, Math.max(begin, end(link, fragment))).split("&")) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
      if (!value.isEmpty()) {
        values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
      }
    }
  }

  private static int end(String link, int fragment) {
    return fragment < 0 ? link.length() : fragment;
  }

  private static String decoded(String text) {
    return Escapes.decode(text).replace(' ', '+');
  }

  /** All values of a parameter but empty ones; none where the link does not name it. */
  public List<String> values(String name) {
    return values.getOrDefault(name, List.of());
  }
}
