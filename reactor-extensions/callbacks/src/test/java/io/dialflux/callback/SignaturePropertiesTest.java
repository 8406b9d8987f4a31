package io.dialflux.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.twilio.security.RequestValidator;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Forms are read as they were written, and signatures are judged as the official client does. */
class SignaturePropertiesTest {
  private final RequestValidator official = new RequestValidator(Signed.TOKEN);
  private final SignatureValidator ours = SignatureValidator.of(Signed.TOKEN);

  @Provide
  Arbitrary<Map<String, String>> parameters() {
    Arbitrary<String> text =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(20).filter(SignaturePropertiesTest::isWhole),
            Arbitraries.strings().withChars("&=+% ñ€é\u0000\n\"'/?#~*").ofMaxLength(20));
    Arbitrary<String> name = text.filter(t -> !t.isEmpty());
    return Arbitraries.maps(name, text).ofMaxSize(12);
  }

  /** Half a character has no UTF-8. */
  private static boolean isWhole(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }

  @Provide
  Arbitrary<String> urls() {
    return Arbitraries.of(
        "https://example.com/status",
        "https://example.com:443/status?attempt=0a&sig=1b",
        "http://example.com:8080/a/b?c=d%20e",
        "http://example.com?x");
  }

  @Property
  void aFormIsReadAsItWasWritten(@ForAll("parameters") Map<String, String> parameters) {
    byte[] form = Signed.form(parameters).getBytes(StandardCharsets.US_ASCII);
    Map<String, List<String>> read = Form.decode(form);
    assertThat(read).hasSameSizeAs(parameters);
    parameters.forEach((name, value) -> assertThat(read.get(name)).containsExactly(value));
  }

  @Property
  void anyBytesAreRead(@ForAll byte[] bytes) {
    assertThatCode(() -> Form.decode(bytes)).doesNotThrowAnyException();
  }

  @Property
  void aSignatureIsJudgedAsByTheOfficialClient(
      @ForAll("urls") String url, @ForAll("parameters") Map<String, String> parameters) {
    String signature = Signed.signature(Signed.TOKEN, url, parameters);
    assertThat(official.validate(url, parameters, signature)).isTrue();
    assertThat(ours.isValid(Signed.post(url, parameters))).isTrue();
  }

  @Property
  void whatWasChangedOnTheWayIsRefused(
      @ForAll("urls") String url,
      @ForAll("parameters") Map<String, String> signed,
      @ForAll("parameters") Map<String, String> received) {
    String signature = Signed.signature(Signed.TOKEN, url, signed);
    boolean valid = official.validate(url, received, signature);
    assertThat(ours.isValid(Signed.post(url, Signed.form(received), signature))).isEqualTo(valid);
  }
}
