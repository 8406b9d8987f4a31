package io.dialflux.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is encoded can be decoded by somebody else, to the same. */
class FormPropertiesTest {
  private record Pair(String name, List<String> values) {}

  /** Any text of whole characters: half a surrogate pair has no UTF-8. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings()
        .all()
        .ofMaxLength(20)
        .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text));
  }

  @Provide
  Arbitrary<List<Pair>> pairs() {
    Arbitrary<String> names = Arbitraries.oneOf(Arbitraries.of("To", "Status", "a b"), texts());
    return Combinators.combine(names, texts().list().ofMaxSize(4))
        .as(Pair::new)
        .list()
        .ofMaxSize(8);
  }

  private static Form form(List<Pair> pairs) {
    Form form = Form.EMPTY;
    for (Pair pair : pairs) {
      form = form.with(pair.name, pair.values);
    }
    return form;
  }

  /** What the pairs mean: a name given again replaces what it had and goes to the end. */
  private static Map<String, List<String>> meant(List<Pair> pairs) {
    Map<String, List<String>> meant = new LinkedHashMap<>();
    for (Pair pair : pairs) {
      boolean again = meant.remove(pair.name) != null;
      if (!again || !pair.values.isEmpty()) {
        meant.put(pair.name, pair.values);
      }
    }
    meant.values().removeIf(List::isEmpty);
    return meant;
  }

  private static Map<String, List<String>> decoded(String query) {
    Map<String, List<String>> decoded = new LinkedHashMap<>();
    if (!query.isEmpty()) {
      for (String pair : query.split("&", -1)) {
        int equals = pair.indexOf('=');
        String name = URLDecoder.decode(pair.substring(0, equals), StandardCharsets.UTF_8);
        String value = URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
        decoded.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
      }
    }
    return decoded;
  }

  @Property
  void anotherDecoderReadsTheSame(@ForAll("pairs") List<Pair> pairs) {
    Form form = form(pairs);
    assertThat(decoded(form.query())).isEqualTo(meant(pairs));
    assertThat(new String(form.encoded(), StandardCharsets.US_ASCII)).isEqualTo(form.query());
    assertThat(form.query()).matches("[A-Za-z0-9*._+%&=-]*");
    assertThat(form.query()) // what may stand as it is does
        .doesNotContainPattern("%(2[0ADE]|3\\d|4[1-9A-F]|5[0-9AF]|6[1-9A-F]|7[0-9A])");
    meant(pairs).forEach((name, all) -> assertThat(form.first(name)).isEqualTo(all.get(0)));
  }

  @Property
  void onePairMoreIsThatPairAtTheEnd(
      @ForAll("pairs") List<Pair> pairs,
      @ForAll("texts") String name,
      @ForAll("texts") String value) {
    Form form = form(pairs);
    String before = form.query();
    String with = new String(form.encodedWith(name, value), StandardCharsets.US_ASCII);
    assertThat(with).startsWith(before.isEmpty() ? "" : before + "&");
    assertThat(decoded(with.substring(before.isEmpty() ? 0 : before.length() + 1)))
        .containsExactly(Map.entry(name, List.of(value)));
    assertThat(form.query()).isEqualTo(before);
  }

  @Property
  void noValuesTakeANameOut(@ForAll("pairs") List<Pair> pairs, @ForAll("texts") String name) {
    Form without = form(pairs).with(name, "x").with(name, List.of());
    assertThat(without.names()).doesNotContain(name);
    assertThat(decoded(without.query())).doesNotContainKey(name);
  }
}
