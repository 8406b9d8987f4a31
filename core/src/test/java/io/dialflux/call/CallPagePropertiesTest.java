package io.dialflux.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** It does not matter where a page was cut, and nothing but a page is taken for one. */
class CallPagePropertiesTest {
  @Provide
  Arbitrary<String> pages() {
    Arbitrary<String> calls =
        Json.calls().list().ofMaxSize(4).map(all -> "[" + String.join(",", all) + "]");
    Arbitrary<String> links =
        Arbitraries.of(
            "null",
            "\"/2010-04-01/x?PageToken=PA1\"",
            "\"https:\\/\\/api.example.com\\/?To=%2B1\"");
    return Combinators.combine(calls, links, Json.fields("first_page_uri", "page", "meta", "ü"))
        .as(
            (all, link, fields) -> {
              fields.put("calls", all);
              fields.put("next_page_uri", link);
              return Json.write(fields);
            });
  }

  /** Everything a page says, as text. */
  private static String text(CallPage page) {
    return page.calls().stream().map(CallPropertiesTest::accessors).toList()
        + " "
        + (page.next() == null ? null : page.next().value());
  }

  private static CallPage inPieces(byte[] json, List<Integer> cuts) {
    TreeSet<Integer> at = new TreeSet<>();
    cuts.forEach(cut -> at.add(Math.floorMod(cut, json.length + 1)));
    at.add(json.length);
    CallPageReader reader = new CallPageReader();
    List<Call> calls = new ArrayList<>();
    byte[] buffer = new byte[json.length + 2];
    int from = 0;
    for (int to : at) {
      System.arraycopy(json, from, buffer, 1, to - from); // the same array for each piece
      reader.read(buffer, 1, 1 + to - from);
      calls.addAll(reader.take());
      from = to;
    }
    CallPage rest = reader.end();
    calls.addAll(rest.calls());
    return CallPage.of(calls, rest.next());
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void itDoesNotMatterWhereAPageIsCut(@ForAll("pages") String json, @ForAll List<Integer> cuts) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    String whole = text(CallPage.parse(json));
    assertThat(text(inPieces(bytes, cuts))).isEqualTo(whole);
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void aPageMayComeByteByByte(@ForAll("pages") String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    List<Integer> everywhere = new ArrayList<>();
    for (int i = 0; i < bytes.length; i++) {
      everywhere.add(i);
    }
    assertThat(text(inPieces(bytes, everywhere))).isEqualTo(text(CallPage.parse(json)));
  }

  /** Pages with bytes changed, cut off or put in, and bytes of any kind. */
  @Provide
  Arbitrary<byte[]> garbage() {
    Arbitrary<byte[]> damaged =
        Combinators.combine(
                pages(), Arbitraries.integers(), Arbitraries.bytes(), Arbitraries.of(0, 1, 2))
            .as(CallPagePropertiesTest::damaged);
    return Arbitraries.oneOf(damaged, Arbitraries.bytes().array(byte[].class).ofMaxSize(60));
  }

  private static byte[] damaged(String page, int where, byte to, int how) {
    byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
    int at = Math.floorMod(where, bytes.length);
    if (how == 0) {
      return Arrays.copyOf(bytes, at);
    }
    bytes[at] = how == 1 ? to : (byte) "{}[],:\"\\0n".charAt(Math.floorMod(to, 10));
    return bytes;
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void garbageIsRefusedWithOneKindOfException(
      @ForAll("garbage") byte[] bytes, @ForAll List<Integer> cuts) {
    String whole = outcome(() -> CallPage.parse(bytes));
    String pieces = outcome(() -> inPieces(bytes, cuts));
    assertThat(pieces).isEqualTo(whole);
  }

  private static String outcome(Supplier<CallPage> read) {
    try {
      return text(read.get());
    } catch (IllegalArgumentException refused) {
      return "refused";
    }
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void whatEndsTooSoonIsNoPage(@ForAll("pages") String json, @ForAll int where) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    byte[] cut = Arrays.copyOf(bytes, Math.floorMod(where, bytes.length));
    assertThat(outcome(() -> CallPage.parse(cut))).isEqualTo("refused");
  }
}
