package io.dialflux.internal.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What may be personal does not pass, whatever stands around it; what is Twilio's own does. */
class MaskPropertiesTest {
  @Provide
  Arbitrary<String> personal() {
    Arbitrary<String> digits = Arbitraries.strings().numeric().ofMinLength(7).ofMaxLength(15);
    Arbitrary<String> numbers =
        Arbitraries.oneOf(
            digits,
            digits.map(d -> "+" + d),
            digits.map(d -> "+1 (" + d.substring(0, 3) + ") " + d.substring(3)),
            digits.map(d -> d.substring(0, 3) + "-" + d.substring(3, 6) + "." + d.substring(6)));
    Arbitrary<String> names =
        Arbitraries.strings()
            .withChars("abcxyzABC019._-")
            .ofMinLength(3)
            .ofMaxLength(12)
            .map(name -> "q" + name + "q");
    return Arbitraries.oneOf(
        numbers,
        names.map(name -> "sip:" + name + "@10.0.0.1;transport=tls"),
        names.map(name -> "SIPS:" + name + "@pbx.example.com:5061"),
        names.map(name -> "client:" + name),
        names.map(name -> name + "@example.org"),
        names.map(name -> "https://example.com/" + name + "?pin=4711"));
  }

  @Provide
  Arbitrary<String> around() {
    return Arbitraries.of(
        "",
        " ",
        "The 'To' number ",
        "'",
        "\"",
        " is not valid.",
        "(",
        ")",
        ", ",
        ": ",
        "<",
        ">",
        "\n",
        "Call ",
        "CA0123456789abcdef0123456789abcdef ",
        "ä",
        "=",
        ";",
        "https://www.twilio.com/docs ");
  }

  private static String digits(String text) {
    return text.replaceAll("[^0-9]", "");
  }

  @Property(tries = 2_000)
  void nothingPersonalPasses(
      @ForAll("around") String before,
      @ForAll("personal") String personal,
      @ForAll("around") String after) {
    String masked = Mask.text(before + personal + after);
    assertThat(masked).contains("[masked]").doesNotContain(personal);
    String rest = withoutTwilios(masked);
    assertThat(rest).doesNotContain("@").doesNotContain("sip:").doesNotContain("client:q");
    assertThat(rest.replaceAll("[ ().-]", "")).doesNotContainPattern("[0-9]{7}");
  }

  @Property
  void noRunOfDigitsPassesWhateverTheMessage(@ForAll("messages") String message) {
    assertThat(withoutTwilios(Mask.text(message))).doesNotContainPattern("[0-9]{7}");
  }

  /** Any text, with long runs of digits in it. */
  @Provide
  Arbitrary<String> messages() {
    Arbitrary<String> runs = Arbitraries.strings().numeric().ofMinLength(7).ofMaxLength(20);
    Arbitrary<String> any = Arbitraries.strings().ascii().ofMaxLength(6);
    Arbitrary<String> letters = Arbitraries.strings().alpha().ofMaxLength(4);
    return Arbitraries.oneOf(
            runs, any, letters, Arbitraries.of("CA", "SM", "https://www.twilio.com/"))
        .list()
        .ofMaxSize(6)
        .map(all -> String.join("", all));
  }

  @Property
  void twiliosOwnStays(@ForAll("own") List<String> own) {
    String message = String.join(" and ", own);
    assertThat(Mask.text(message)).isEqualTo(message);
  }

  @Provide
  Arbitrary<List<String>> own() {
    Arbitrary<String> hex = Arbitraries.strings().withChars("0123456789abcdefABCDEF").ofLength(32);
    Arbitrary<String> sids =
        Combinators.combine(Arbitraries.of("CA", "AC", "PN", "AP", "SK"), hex).as(String::concat);
    Arbitrary<String> links =
        Arbitraries.integers()
            .between(10_000, 99_999)
            .map(code -> "https://www.twilio.com/docs/errors/" + code);
    return Arbitraries.oneOf(sids, links, Arbitraries.of("21211", "HTTP 400", "the 'To' number"))
        .list()
        .ofMaxSize(5);
  }

  private static String withoutTwilios(String text) {
    return text.replaceAll("https://www\\.twilio\\.com/[A-Za-z0-9/_.-]*", "")
        .replaceAll("\\b[A-Z]{2}[0-9a-fA-F]{32}\\b", "");
  }
}
