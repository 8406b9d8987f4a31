package io.dialflux.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A saved token is the token, and nothing else than a token is read as one. */
class PageTokenPropertiesTest {
  @Provide
  Arbitrary<PageToken> tokens() {
    Arbitrary<CallFilter> filters =
        Combinators.combine(
                Arbitraries.of("", "+15558675310", "client:anna", "sip:ä b@x"),
                Arbitraries.integers().between(1, 1_000),
                Arbitraries.strings()
                    .all()
                    .ofMaxLength(12)
                    .filter(text -> StandardCharsets.UTF_8.newEncoder().canEncode(text)))
            .as(
                (to, size, status) -> {
                  CallFilter filter = CallFilter.all().pageSize(size);
                  filter = status.isBlank() ? filter : filter.status(CallStatus.of(status));
                  return to.isEmpty() || to.contains(" ") ? filter : filter.to(to);
                });
    Arbitrary<String> twilios = Arbitraries.strings().ascii().ofMinLength(1).ofMaxLength(40);
    return Arbitraries.oneOf(
        filters.map(PageToken::first),
        Combinators.combine(filters, twilios.filter(t -> !t.isBlank())).as(PageToken::of),
        Arbitraries.of("/2010-04-01/x.json?Page=1&PageToken=PA1", "https://x.example.com/?a=b")
            .map(PageToken::parse));
  }

  @Provide
  Arbitrary<String> sids() {
    return Arbitraries.strings().withChars("0123456789abcdef").ofLength(32).map(hex -> "CA" + hex);
  }

  @Property
  void aSavedTokenIsTheToken(@ForAll("tokens") PageToken token) {
    PageToken again = PageToken.parse(token.value());
    assertThat(again).isEqualTo(token).hasSameHashCodeAs(token);
    assertThat(again.page()).isEqualTo(token.page()).doesNotContain("#");
    assertThat(again.after()).isNull();
    assertThat(token.toString()).isEqualTo("PageToken[…]");
  }

  @Property
  void aPlaceInThePageIsKept(
      @ForAll("tokens") PageToken token, @ForAll("sids") String one, @ForAll("sids") String other) {
    PageToken after = token.after(one);
    assertThat(after.page()).isEqualTo(token.page());
    assertThat(PageToken.parse(after.value())).isEqualTo(after).isNotEqualTo(token);
    assertThat(PageToken.parse(after.value()).after()).isEqualTo(one);
    assertThat(after.after(other).after()).isEqualTo(other); // replaced, not added
    assertThat(after.after(other)).isEqualTo(token.after(other));
  }

  private static String decoded(String link) {
    return URLDecoder.decode(link, StandardCharsets.UTF_8);
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> any = Arbitraries.strings().ofMaxLength(40);
    return Arbitraries.oneOf(
        any,
        Combinators.combine(Arbitraries.of("?", "/", "//", "https://", "http://", "#"), any)
            .as((begin, rest) -> begin + rest));
  }

  @Property(tries = 2_000)
  void otherTextIsRefusedWithOneKindOfException(@ForAll("texts") String text) {
    try {
      PageToken token = PageToken.parse(text);
      String link = URI.create(token.value()).toString(); // legal now if it was not
      assertThat(PageToken.parse(link)).isEqualTo(token);
      assertThat(token.page()).isEqualTo(link.replaceFirst("(?s)#.*", ""));
      assertThat(decoded(link)).isEqualTo(decoded(text));
    } catch (IllegalArgumentException refused) {
      assertThat(refused.getCause()).isNull(); // its message would hold the text
    }
  }
}
