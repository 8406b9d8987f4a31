package io.dialflux.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What the scanner takes, the general parser reads the same; what it refuses, is not taken. */
class CallScannerPropertiesTest {
  private static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";

  /** Calls in Twilio's manner: the same fields in the same order, most of them as before. */
  private static Arbitrary<String> twilios() {
    Arbitrary<String> sids = Arbitraries.strings().withChars("0123456789abcdef").ofLength(32);
    Arbitrary<String> dates =
        Arbitraries.of(
            "null",
            "\"\"",
            "\"Sun, 22 Nov 2026 08:00:00 +0000\"",
            "\"Sun, 22XNov 2026 08:00:00 +0000\"",
            "\"Sun, 31 Feb 2026 08:00:00 +0000\"",
            "\"a\\\", 22 Nov 2026 08:00:00 +0000\"",
            "\"Sun, 22 Nov 2026 08:00:00 +0100\"");
    Arbitrary<String> others =
        Arbitraries.of("null", "\"USD\"", "\"17\"", "17", "\"é\"", "\"a\\/b\"", "{}", "\"\u007f\"");
    Arbitrary<String> links =
        Arbitraries.of(
            "Recordings.json", "Events.json", "Other.json", "SID.json", "\\u0041.json", "");
    return Combinators.combine(sids, dates, others, links, Arbitraries.of("", " ", "\n "))
        .as(CallScannerPropertiesTest::call);
  }

  private static String call(String hex, String date, String other, String link, String space) {
    String sid = "CA" + hex;
    String base = "/2010-04-01/Accounts/" + ACCOUNT + "/Calls/" + sid;
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("sid", "\"" + sid + "\"");
    fields.put("account_sid", "\"" + ACCOUNT + "\"");
    fields.put("start_time", date);
    fields.put("status", "\"busy\"");
    fields.put("price", other);
    if (!link.isEmpty()) {
      fields.put("uri", "\"" + base + ".json\"");
      String second = link.startsWith("Other") ? "/elsewhere" : base + "/Events.json";
      fields.put(
          "subresource_uris",
          "{"
              + space
              + "\"a\":\""
              + base
              + "/"
              + link.replace("SID", sid)
              + "\",\"b\" : \""
              + second
              + "\"}");
    }
    List<String> written = new ArrayList<>();
    fields.forEach((name, value) -> written.add("\"" + name + "\":" + space + value));
    return "{" + String.join("," + space, written) + space + "}";
  }

  @Provide
  Arbitrary<List<byte[]>> calls() {
    Arbitrary<String> any = Json.calls();
    Arbitrary<byte[]> whole =
        Arbitraries.oneOf(twilios(), twilios(), any)
            .map(json -> json.getBytes(StandardCharsets.UTF_8));
    Arbitrary<byte[]> damaged =
        Combinators.combine(
                whole, Arbitraries.integers(), Arbitraries.bytes(), Arbitraries.of(0, 1, 2))
            .as(CallScannerPropertiesTest::damaged);
    return Arbitraries.oneOf(whole, whole, damaged).list().ofMinSize(1).ofMaxSize(6);
  }

  private static byte[] damaged(byte[] json, int where, byte to, int how) {
    byte[] bytes = json.clone();
    int at = 1 + Math.floorMod(where, bytes.length - 1);
    if (how == 0) {
      return Arrays.copyOf(bytes, at);
    }
    bytes[at] = how == 1 ? to : (byte) "{}[],:\"\\0n".charAt(Math.floorMod(to, 10));
    return bytes;
  }

  @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE)
  void whatIsScannedIsReadTheSame(@ForAll("calls") List<byte[]> calls) {
    CallScanner scanner = new CallScanner();
    for (byte[] json : calls) {
      Map<String, Object> general = null;
      try {
        general = CallPropertiesTest.accessors(Call.parse(json));
      } catch (IllegalArgumentException refused) {
        // then it must not be scanned either
      }
      Map<String, Object> scanned = null;
      try {
        int end = scanner.scan(json, 0, json.length);
        if (end > 0 && CallScanner.skipSpace(json, end, json.length) == json.length) {
          scanned = CallPropertiesTest.accessors(scanner.call());
        }
      } catch (IllegalArgumentException refused) {
        assertThat(general).isNull();
      }
      if (scanned != null) {
        assertThat(scanned).isEqualTo(general);
      }
    }
  }

  /** Decoded or not, and whatever was done with the calls before. */
  @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE)
  void whatIsLentIsTheSame(@ForAll("calls") List<byte[]> calls, @ForAll long decoded) {
    CallScanner scanner = CallScanner.lending();
    for (int i = 0; i < calls.size(); i++) {
      byte[] json = calls.get(i);
      byte[] page = Arrays.copyOf(json, json.length + 1_000); // a call is among others
      Arrays.fill(page, json.length, page.length, (byte) ' ');
      int end = scanner.scan(page, 0, page.length);
      if (end < 0 || CallScanner.skipSpace(page, end, page.length) != page.length) {
        continue;
      }
      Call call = Call.parse(json);
      CallBytes lent = scanner.lent();
      assertThat(lent.sid()).isEqualTo(call.sid());
      if (lent.isPlain()) {
        assertThat(text(lent, CallField.STATUS)).isEqualTo(call.status().value());
        assertThat(text(lent, CallField.URI)).isEqualTo(call.uri());
        String price = call.price() == null ? null : call.price().toPlainString();
        assertThat(text(lent, CallField.PRICE)).isEqualTo(price);
        assertThat(lent.second(CallField.START_TIME))
            .isEqualTo(
                call.startTime() == null ? CallBytes.NONE : call.startTime().getEpochSecond());
        assertThat(call.unparsed()).matches(others -> others.isEmpty() || lent.hasOthers());
      }
      if ((decoded >> i & 1) == 1) {
        assertThat(CallPropertiesTest.accessors(lent.call()))
            .isEqualTo(CallPropertiesTest.accessors(call));
      }
    }
  }

  private static @Nullable String text(CallBytes call, CallField field) {
    int from = call.from(field);
    String value =
        from < 0
            ? "null"
            : new String(call.bytes(), from, call.to(field) - from, StandardCharsets.UTF_8);
    return value.equals("null") ? null : value.substring(1, value.length() - 1);
  }

  /** Those that are to be written on without being decoded. */
  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void callsOfAPageAreLentInOrder(@ForAll("plain") List<String> calls, @ForAll int cut) {
    byte[] page = page(calls);
    List<Map<String, Object>> lent = new ArrayList<>();
    CallPageReader reader =
        new CallPageReader(call -> lent.add(CallPropertiesTest.accessors(call.call())));
    int at = Math.floorMod(cut, page.length);
    reader.read(page, 0, at);
    reader.read(page, at, page.length);
    assertThat(reader.take()).isEmpty();
    assertThat(reader.end().calls()).isEmpty();
    assertThat(lent)
        .isEqualTo(
            CallPage.parse(page).calls().stream().map(CallPropertiesTest::accessors).toList());
  }

  @Example
  void twiliosCallsArePlainAndOthersAreNot() {
    String whole =
        call(
            "0".repeat(32),
            "\"Sun, 22 Nov 2026 08:00:00 +0000\"",
            "\"-0.014\"",
            "Recordings.json",
            " ");
    assertThat(lent(whole).isPlain()).isTrue();
    String twice =
        whole.substring(0, whole.lastIndexOf('}'))
            + ",\"subresource_uris\":{},\"to\":\"+12125550123\"}";
    assertThat(lent(twice).isPlain()).isFalse();
    assertThat(CallPropertiesTest.accessors(lent(twice).call()))
        .isEqualTo(CallPropertiesTest.accessors(Call.parse(twice)));
    assertThat(lent(whole.replace("Sun,", "Mon,")).isPlain()).isFalse();
    String plain =
        "{\"sid\":\"CA1\", \"status\":\"busy\", \"start_time\":\"Sun, 22 Nov 2026 08:00:00 +0000\","
            + "\"end_time\":null, \"duration\":\"0\", \"price\":\"-0.01400\",\"to\":\"+12125550123\"}";
    assertThat(lent(plain).isPlain()).isTrue();
    assertThat(lent(plain).hasOthers()).isFalse();
    assertThat(lent(plain.replace("+0000", "+0100")).isPlain()).isFalse();
    assertThat(lent(plain.replace("\"0\"", "\"00\"")).isPlain()).isFalse();
    assertThat(lent(plain.replace("\"0\"", "\"0.5\"")).isPlain()).isFalse();
    assertThat(lent(plain.replace("-0.01400", "-0.000")).isPlain()).isFalse();
    assertThat(lent(plain.replace("-0.01400", "1e2")).isPlain()).isFalse();
    assertThat(lent(plain.replace("-0.01400", "5.")).isPlain()).isFalse();
    assertThat(lent(plain.replace("\"busy\"", "null")).isPlain()).isFalse();
    assertThat(lent(plain.replace("}", ",\"to\":\"+12125550124\"}")).isPlain()).isFalse();
    assertThat(lent(plain.replace("}", ",\"subresource_uris\":\"x\"}")).isPlain()).isFalse();
    assertThat(lent(plain.replace("}", ",\"newer\":\"x\"}")).hasOthers()).isTrue();
  }

  private static CallBytes lent(String json) {
    CallScanner scanner = CallScanner.lending();
    byte[] page = (json + " ".repeat(1_000)).getBytes(StandardCharsets.UTF_8);
    assertThat(scanner.scan(page, 0, page.length)).isEqualTo(json.length());
    return scanner.lent();
  }

  @Example
  void whatIsNotPlainHasNoText() {
    CallBytes lent = CallBytes.of(Call.parse("{\"sid\":\"CA1\"}"));
    assertThatIllegalStateException().isThrownBy(() -> lent.from(CallField.TO));
    assertThatIllegalStateException().isThrownBy(() -> lent.second(CallField.START_TIME));
    CallBytes plain = lent("{\"sid\":\"CA1\",\"status\":\"busy\"}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.from(CallField.SUBRESOURCE_URIS))
        .withMessageContaining("field");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> plain.second(CallField.TO))
        .withMessageContaining("date");
  }

  @Example
  void aCallWithoutSidIsNotLent() {
    for (String json : List.of("{\"status\":\"busy\"}", "{\"sid\":null}", "{\"sid\":\"\"}", "{}")) {
      CallPageReader reader =
          new CallPageReader(
              call -> {
                throw new AssertionError(call);
              });
      byte[] page = page(List.of(json));
      assertThatIllegalArgumentException()
          .as(json)
          .isThrownBy(() -> reader.read(page, 0, page.length))
          .withMessageContaining("sid");
    }
  }

  @Example
  void twiliosCallsAreScanned() {
    CallScanner scanner = new CallScanner();
    for (String hex : List.of("0", "1", "2")) {
      String json =
          call(
              hex.repeat(32),
              "\"Sun, 22 Nov 2026 08:00:00 +0000\"",
              "\"-0.014\"",
              "Recordings.json",
              " ");
      byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
      assertThat(scanner.scan(bytes, 0, bytes.length)).isEqualTo(bytes.length);
      assertThat(scanner.call().sid()).isEqualTo("CA" + hex.repeat(32));
      for (int cut = 1; cut < bytes.length; cut++) {
        assertThat(scanner.scan(bytes, 0, cut)).isEqualTo(CallScanner.MORE);
      }
    }
  }

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void aPageOfThemIsReadAsEachOfThem(@ForAll("plain") List<String> calls, @ForAll int cut) {
    byte[] page = page(calls);
    CallPageReader reader = new CallPageReader();
    int at = Math.floorMod(cut, page.length);
    reader.read(page, 0, at);
    reader.read(page, at, page.length);
    assertThat(reader.end().calls())
        .extracting(CallPropertiesTest::accessors)
        .isEqualTo(
            calls.stream()
                .map(json -> Call.parse(json.getBytes(StandardCharsets.UTF_8)))
                .map(CallPropertiesTest::accessors)
                .toList());
  }

  private static byte[] page(List<String> calls) {
    return ("{\"calls\": [" + String.join(" , ", calls) + " ] ,\"next_page_uri\":null}")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Provide
  Arbitrary<List<String>> plain() {
    return twilios().list().ofMaxSize(5);
  }

  /** What a call does not say of itself, it does not take from the one before. */
  @Example
  void aCallHasItsOwnSidOnlyInItsPaths() {
    CallScanner scanner = new CallScanner();
    for (String hex : List.of("0", "1", "2")) {
      String sid = "CA" + hex.repeat(32);
      byte[] json =
          call(hex.repeat(32), "null", "null", "SID.json", "").getBytes(StandardCharsets.UTF_8);
      Call call = scanner.scan(json, 0, json.length) > 0 ? scanner.call() : Call.parse(json);
      assertThat(call.subresourceUris().get("a")).endsWith("/" + sid + "/" + sid + ".json");
    }
  }

  @Example
  void aSidThatIsTakenBackIsNone() {
    for (String none : List.of("null", "\"\"")) {
      String json =
          "{\"sid\":\"CA1\",\"account_sid\":\"AC1\",\"sid\":"
              + none
              + ",\"subresource_uris\":{},\"sid\":\"CA2\"}";
      assertThat(Call.parse(json).sid()).isEqualTo("CA2");
    }
  }

  @Example
  void aNameThatTheGeneralParserRefusesIsRefused() {
    String json = "{\"sid\":\"CA1\",\"" + "n".repeat(60_000) + "\":\"1\"}";
    assertThatIllegalArgumentException().isThrownBy(() -> Call.parse(json));
  }

  /** A piece ends in the middle of what is no call; the next looks like one. */
  @Example
  void whatBeginsInAnUnfinishedTextIsNoCall() {
    for (String unfinished :
        List.of("\"abc", "\"abc\\", "1", "tru", "\"a}", "{\"sid\":\"CA0\"},\"")) {
      CallPageReader reader = new CallPageReader();
      byte[] begin = ("{\"calls\":[" + unfinished).getBytes(StandardCharsets.UTF_8);
      byte[] call = "{\"sid\":\"CA1\"}".getBytes(StandardCharsets.UTF_8);
      byte[] end = "\"],\"next_page_uri\":null}".getBytes(StandardCharsets.UTF_8);
      assertThatIllegalArgumentException()
          .as(unfinished)
          .isThrownBy(
              () -> {
                reader.read(begin, 0, begin.length);
                reader.read(call, 0, call.length);
                assertThat(reader.take()).extracting(Call::sid).doesNotContain("CA1");
                reader.read(end, 0, end.length);
                reader.end();
              });
    }
  }

  /** The commas between calls are as strict as JSON. */
  @Example
  void whatIsNoListIsNone() {
    String call = call("0".repeat(32), "null", "null", "Events.json", "");
    for (String list :
        List.of(
            "," + call,
            call + ",",
            call + call,
            call + " " + call,
            call + ",," + call,
            call + "," + call + ",",
            call + ",\"\"",
            "\"\"",
            "\"\"," + call,
            call + ":" + call,
            call + "}",
            call + ",null",
            call + ",{}",
            call + "," + call.replace("}", ",}"),
            call.replace("{\"sid\"", "{,\"sid\""))) {
      String page = "{\"calls\":[" + list + "],\"next_page_uri\":null}";
      assertThatIllegalArgumentException().as(list).isThrownBy(() -> CallPage.parse(page));
    }
    String twice = "{\"calls\":[" + call + "],\"calls\":[" + call + "],\"next_page_uri\":null}";
    assertThat(CallPage.parse(twice).calls()).hasSize(2);
    String again = "{\"calls\":[" + call + "],\"calls\":[," + call + "],\"next_page_uri\":null}";
    assertThatIllegalArgumentException().isThrownBy(() -> CallPage.parse(again));
  }
}
