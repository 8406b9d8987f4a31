package io.dialflux.call;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Arbitrary JSON, written by hand so that it does not depend on what is to be tested. */
final class Json {
  static final List<String> TEXTS =
      List.of(
          "account_sid",
          "parent_call_sid",
          "phone_number_sid",
          "group_sid",
          "trunk_sid",
          "to",
          "to_formatted",
          "from",
          "from_formatted",
          "forwarded_from",
          "caller_name",
          "price_unit",
          "api_version",
          "uri",
          "stir_verstat",
          "status",
          "direction",
          "answered_by");
  static final List<String> DATES =
      List.of("date_created", "date_updated", "start_time", "end_time");
  static final List<String> NUMBERS = List.of("duration", "queue_time", "price");
  private static final List<String> OTHERS =
      List.of(
          "annotation",
          "subresource_uris",
          "subresource_uris.events",
          "zukünftig",
          "sub.x",
          "",
          "\u0000",
          "\uD83D\uDE00");

  private Json() {}

  /** A text in quotes; some characters written as they are, some escaped. */
  static String quoted(String text, boolean escaped) {
    StringBuilder json = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        json.append('\\').append(c);
      } else if (c < 0x20 || escaped && c > 0x7e) {
        json.append(String.format("\\u%04x", (int) c));
      } else {
        json.append(c);
      }
    }
    return json.append('"').toString();
  }

  static String object(String... fields) {
    return Stream.of(fields)
        .filter(field -> !field.isEmpty())
        .collect(Collectors.joining(", ", "{ ", "}"));
  }

  private static Arbitrary<String> texts() {
    return Combinators.combine(
            Arbitraries.strings().all().ofMaxLength(8).filter(Json::whole),
            Arbitraries.of(true, false))
        .as(Json::quoted);
  }

  private static boolean whole(String text) {
    return java.nio.charset.StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  private static Arbitrary<String> scalars() {
    return Arbitraries.oneOf(
        texts(),
        Arbitraries.of(
            "null",
            "true",
            "false",
            "0",
            "-1.5e3",
            "1E400",
            "123456789012345678901234567890",
            "\"Sun, 22 Nov 2026 08:00:00 +0000\"",
            "\"2026-11-22T08:00:00Z\"",
            "\"-0.014\"",
            "\"USD\"",
            "\"busy\"",
            "\"\"",
            "\"17\"",
            "\" 17\"",
            "\"NaN\"",
            "\"9223372036854775808\""),
        Arbitraries.longs().map(String::valueOf),
        Arbitraries.bigDecimals().map(String::valueOf));
  }

  /** Any value, at most three deep. */
  static Arbitrary<String> values() {
    return values(3);
  }

  private static Arbitrary<String> values(int depth) {
    if (depth == 0) {
      return scalars();
    }
    Arbitrary<String> below = Arbitraries.lazy(() -> values(depth - 1));
    Arbitrary<String> arrays =
        below.list().ofMaxSize(3).map(all -> "[" + String.join(" ,", all) + "]");
    Arbitrary<String> objects =
        Combinators.combine(texts(), below)
            .as((name, value) -> name + ":" + value)
            .list()
            .ofMaxSize(3)
            .map(all -> object(all.toArray(String[]::new)));
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(6, scalars()),
        net.jqwik.api.Tuple.of(1, arrays),
        net.jqwik.api.Tuple.of(1, objects));
  }

  /** Some of these fields, each with its JSON. */
  static Arbitrary<Map<String, String>> fields(String... names) {
    return fields(List.of(names));
  }

  private static Arbitrary<Map<String, String>> fields(List<String> names) {
    return Arbitraries.maps(Arbitraries.of(names), values()).ofMaxSize(8).map(LinkedHashMap::new);
  }

  static String write(Map<String, String> fields) {
    return object(
        fields.entrySet().stream()
            .map(field -> quoted(field.getKey(), false) + ":" + field.getValue())
            .toArray(String[]::new));
  }

  /** The fields of a call by name, each with its JSON; the SID first. */
  static Arbitrary<Map<String, String>> callFields() {
    return fields(names())
        .map(
            some -> {
              Map<String, String> all = new LinkedHashMap<>();
              all.put("sid", "\"CA0123456789abcdef0123456789abcdef\"");
              all.putAll(some);
              return all;
            });
  }

  /** All but the SID's. */
  static List<String> names() {
    return Stream.of(TEXTS, DATES, NUMBERS, OTHERS).flatMap(List::stream).toList();
  }

  static Arbitrary<String> calls() {
    return callFields().map(Json::write);
  }
}
