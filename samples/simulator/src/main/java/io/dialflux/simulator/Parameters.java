package io.dialflux.simulator;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The pairs of a query or a form in their order; a name may occur several times. */
final class Parameters {
  private final List<Pair> pairs;

  private record Pair(String name, String value) {}

  private Parameters(List<Pair> pairs) {
    this.pairs = pairs;
  }

  /**
   * Decodes {@code application/x-www-form-urlencoded} text.
   *
   * @throws ApiError 400 when a percent sign is not followed by two hex digits
   */
  static Parameters parse(String encoded) {
    List<Pair> pairs = new ArrayList<>();
    int start = 0;
    while (start < encoded.length()) {
      int end = encoded.indexOf('&', start);
      if (end < 0) {
        end = encoded.length();
      }
      if (end > start) {
        pairs.add(pair(encoded.substring(start, end)));
      }
      start = end + 1;
    }
    return new Parameters(pairs);
  }

  private static Pair pair(String text) {
    int equals = text.indexOf('=');
    return equals < 0
        ? new Pair(decode(text), "")
        : new Pair(decode(text.substring(0, equals)), decode(text.substring(equals + 1)));
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ApiError.badRequest(20422, "The request contains a malformed percent escape");
    }
  }

  boolean has(String name) {
    return last(name) != null;
  }

  /** The last value of a name: a parameter that is sent twice counts as sent last. */
  @Nullable String last(String name) {
    for (int i = pairs.size() - 1; i >= 0; i--) {
      if (pairs.get(i).name.equals(name)) {
        return pairs.get(i).value;
      }
    }
    return null;
  }

  String required(String name) {
    String value = last(name);
    if (value == null) {
      throw ApiError.badRequest(20422, "Parameter '" + name + "' is missing");
    }
    return value;
  }

  /** The names in their order, each once. */
  List<String> names() {
    return pairs.stream().map(Pair::name).distinct().toList();
  }

  List<String> all(String name) {
    return pairs.stream().filter(pair -> pair.name.equals(name)).map(Pair::value).toList();
  }

  /** The first value of a name that does not pass, or null. */
  @Nullable String failing(String name, Predicate<String> valid) {
    for (Pair pair : pairs) {
      if (pair.name.equals(name) && !valid.test(pair.value)) {
        return pair.value;
      }
    }
    return null;
  }

  int integer(String name, int absent) {
    String value = last(name);
    if (value == null) {
      return absent;
    }
    try {
      return Integer.parseInt(value);
    } catch (NumberFormatException e) {
      throw ApiError.badRequest(20422, "Parameter '" + name + "' is not an integer");
    }
  }

  /** Encodes the pairs whose name passes, each followed by {@code &}. */
  String encode(Predicate<String> names) {
    StringBuilder query = new StringBuilder();
    for (Pair pair : pairs) {
      if (names.test(pair.name)) {
        query.append(URLEncoder.encode(pair.name, StandardCharsets.UTF_8)).append('=');
        query.append(URLEncoder.encode(pair.value, StandardCharsets.UTF_8)).append('&');
      }
    }
    return query.toString();
  }
}
