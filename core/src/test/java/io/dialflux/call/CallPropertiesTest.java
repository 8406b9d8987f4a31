package io.dialflux.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Whatever Twilio writes into a call can be read somewhere, or it is no call. */
class CallPropertiesTest {
  @Provide
  Arbitrary<Map<String, String>> fields() {
    return Json.callFields();
  }

  @Provide
  Arbitrary<String> values() {
    return Json.values();
  }

  /** What the accessors show, by their names. */
  static Map<String, Object> accessors(Call call) {
    Map<String, Object> shown = new TreeMap<>();
    try {
      for (Method method : Call.class.getDeclaredMethods()) {
        boolean accessor = Modifier.isPublic(method.getModifiers()) && !method.isSynthetic();
        if (accessor && method.getParameterCount() == 0 && !method.getName().equals("toString")) {
          Object value = method.invoke(call);
          if (value != null) {
            shown.put(method.getName(), value instanceof Map<?, ?> m ? new TreeMap<>(m) : value);
          }
        }
      }
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
    return shown;
  }

  /** The accessor of a field on the wire: start_time is startTime(). */
  private static String accessor(String field) {
    StringBuilder name = new StringBuilder();
    for (String word : field.split("_")) {
      name.append(
          name.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
    }
    return name.toString();
  }

  /** The text of a scalar, null for null, "{" or "[" for what is nested. */
  private static String scalar(String json) {
    try (JsonParser parser =
        new JsonFactory().createParser(ObjectReadContext.empty(), "[" + json + "]")) {
      parser.nextToken();
      JsonToken token = parser.nextToken();
      return token == JsonToken.VALUE_NULL ? null : parser.getString();
    }
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void nothingIsLost(@ForAll("fields") Map<String, String> fields) {
    Call call = Call.parse(Json.write(fields));
    Map<String, Object> shown = accessors(call);
    fields.forEach(
        (name, json) -> {
          String text = scalar(json);
          if (text != null) {
            boolean nested = json.startsWith("[") || json.startsWith("{");
            if (nested && name.equals("subresource_uris") && json.startsWith("{")) {
              return; // see below
            }
            Object value = nested ? null : shown.get(accessor(name));
            String unparsed = call.unparsed().get(name);
            if (nested) {
              assertThat(unparsed).as(name).isNotNull().startsWith(text);
            } else if (Json.TEXTS.contains(name) || name.equals("sid")) {
              assertThat(value).as(name).hasToString(text);
            } else if (!text.isEmpty()
                || !(Json.DATES.contains(name) || Json.NUMBERS.contains(name))) {
              assertThat(value == null ? unparsed : "read").as(name + " = " + json).isNotNull();
              assertThat(value == null ? unparsed : text).as(name).isEqualTo(text);
            }
          }
        });
    assertThat(fields.keySet())
        .containsAll(
            call.unparsed().keySet().stream()
                .filter(name -> !name.startsWith("subresource_uris."))
                .toList());
  }

  @Property
  void everyLinkOfACallIsKept(@ForAll("values") String one, @ForAll("values") String other) {
    String links = "{\"recordings\":" + one + ",\"x.y\":" + other + "}";
    Call call =
        Call.parse("{\"sid\":\"CA1\",\"subresource_uris\":" + links + ",\"to\":\"client:a\"}");
    assertThat(call.to()).isEqualTo("client:a");
    for (Map.Entry<String, String> link : Map.of("recordings", one, "x.y", other).entrySet()) {
      String text = scalar(link.getValue());
      boolean nested = link.getValue().startsWith("[") || link.getValue().startsWith("{");
      if (nested) {
        assertThat(call.unparsed()).containsKey("subresource_uris." + link.getKey());
      } else if (text != null) {
        assertThat(call.subresourceUris()).containsEntry(link.getKey(), text);
      }
    }
  }

  /** Accessors, what is unparsed, and the text itself. */
  @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
  void whatIsWrittenIsReadAsTheSameCall(@ForAll("calls") String json) {
    Call call = Call.parse(json);
    String written = call.toJson();
    assertThat(accessors(Call.parse(written))).isEqualTo(accessors(call));
    assertThat(accessors(new CallDecoder().call(written.getBytes(StandardCharsets.UTF_8))))
        .isEqualTo(accessors(call));
  }

  @Property
  void linksAreWrittenAndReadAgain(@ForAll("values") String one, @ForAll("values") String other) {
    String links = "{\"recordings\":" + one + ",\"x.y\":" + other + "}";
    for (String more : List.of("", ",\"subresource_uris.x.y\":" + other)) {
      Call call = Call.parse("{\"sid\":\"CA1\",\"subresource_uris\":" + links + more + "}");
      assertThat(accessors(Call.parse(call.toJson()))).isEqualTo(accessors(call));
    }
  }

  @Provide
  Arbitrary<String> calls() {
    Arbitrary<String> odd =
        Arbitraries.of(
            "\"\\ud83d\"",
            "\"\\udcde\\ud83d\\ud83d\\udcde\"",
            "[1E400,-0.0,123456789012345678901234567890.5]",
            "{\"\\ud83d\":[\"\\udcde é\"]}",
            "\"{\\\"a\\\":1}\"",
            "\"[1\"",
            "\"2026-11-22T08:00:00.123Z\"",
            "\"+12345-11-22T08:00:00Z\"",
            "\"1e-200\"",
            "\"1e200\"",
            "\"0.00000001\"",
            "\"-0.25\"",
            "\"999999999\"");
    Arbitrary<String> names = Arbitraries.of(Json.names());
    Arbitrary<String> more =
        Combinators.combine(names, Arbitraries.oneOf(odd, Json.values()))
            .as((name, value) -> "," + Json.quoted(name, true) + ":" + value)
            .list()
            .ofMaxSize(5)
            .map(fields -> String.join("", fields));
    return Combinators.combine(Json.calls(), more)
        .as((json, twice) -> json.substring(0, json.lastIndexOf('}')) + twice + "}")
        .filter(CallPropertiesTest::isCall); // a SID may have been taken back
  }

  private static boolean isCall(String json) {
    try {
      Call.parse(json);
      return true;
    } catch (IllegalArgumentException none) {
      return false;
    }
  }

  @Property
  void numbersKeepTheirWorth(@ForAll BigDecimal number, @ForAll boolean quoted) {
    String json = quoted ? "\"" + number + "\"" : number.toString();
    Call call = Call.parse("{\"sid\":\"CA1\",\"price\":" + json + "}");
    assertThat(call.price()).isEqualTo(number);
  }

  @Property(tries = 2_000)
  void whatIsNoCallIsRefusedWithOneKindOfException(@ForAll byte[] bytes) {
    assertThatIllegalArgumentException().isThrownBy(() -> Call.parse(bytes));
  }

  @Property
  void whatIsNoObjectWithASidIsRefused(@ForAll("values") String json) {
    for (String text : List.of(json, "{\"sid\":\"\",\"x\":" + json + "}")) {
      assertThatIllegalArgumentException().isThrownBy(() -> Call.parse(text));
    }
  }
}
