package io.dialflux.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Security;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SignatureValidatorTest {
  private static final String CALL =
      "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309"
          + "&To=%2B18005551212";
  private static final String URL = "https://mycompany.com/myapp.php?foo=1&bar=2";
  private static final String HASH =
      "bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";
  private static final String JSON = "{\"property\": \"value\", \"boolean\": true}";

  private final SignatureValidator validator = SignatureValidator.of(Signed.TOKEN);

  private boolean isValid(String url, String form, String signature) {
    return validator.isValid(Signed.post(url, form, signature));
  }

  @ParameterizedTest
  @CsvSource({
    URL + "," + CALL + ",RSOYDt4T1cUTdK1PDd93/VVr8B8=",
    "https://mycompany.com:443/myapp.php?foo=1&bar=2," + CALL + ",kvajT1Ptam85bY51eRf/AJRuM3w=",
    "http://mycompany.com:80/myapp.php?foo=1&bar=2," + CALL + ",0ZXoZLH/DfblKGATFgpif+LLRf4=",
    "http://mycompany.com:1234/myapp.php?foo=1&bar=2," + CALL + ",Zmvh+3yNM1Phv2jhDCwEM3q5ebU=",
    URL + ",'',zYQTYrRWXE7LtzbG4PfP7/bkkGo=",
    "https://mycompany.com/myapp.php," + CALL + ",1xaxFBvyzXYvWplzNOSs28HWO94=",
    URL
        + ",Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234,"
        + "IK+Dwps556ElfBT0I3Rgjkr1wJU=",
    URL + ",Digits=&CallSid=CA1234567890ABCDE&EmptyParam=,9HHp/OqQMEwdrVebHDdA/+tqjX8=",
    URL + ",callSid=lowercase&CallSid=uppercase&CALLSID=allcaps,jDK7WKT8wiNrwggd4ceTv4e1MJ4=",
    URL + ",Zebra=last&Alpha=first&Beta=second&Gamma=third,enveUe73ZTVLAekHxez3Qx6JuuQ=",
    URL
        + ",Message=Hello+%26+goodbye%21+%40%23%24%25%5E*%28%29&From=%2B1+%28415%29+867-5309"
        + "&Special=unicode%3A+%C3%B1%C3%A1%C3%A9%C3%AD%C3%B3%C3%BA,dCPiR4WtQ6QFN6pJh81CtlCcWLQ=",
  })
  void acceptsWhatTwilioSigned(String url, String form, String signature) {
    assertThat(isValid(url, form, signature)).isTrue();
    assertThat(isValid(url, form + "&More=1", signature)).isFalse();
    assertThat(isValid(url.replace("myapp", "theirs"), form, signature)).isFalse();
  }

  @Test
  void needsNoProviderThatCanClone() {
    Security.insertProviderAt(new Uncloneable(), 1);
    try {
      SignatureValidator validator = SignatureValidator.of(Signed.TOKEN);
      String url = URL + "&" + HASH;
      for (int i = 0; i < 2; i++) {
        assertThat(validator.isValid(json(url, JSON, "a9nBmqA0ju/hNViExpshrM61xv4="))).isTrue();
        assertThat(validator.isValid(json(url, JSON, "b9nBmqA0ju/hNViExpshrM61xv4="))).isFalse();
      }
    } finally {
      Security.removeProvider("Uncloneable");
    }
  }

  @ParameterizedTest
  @CsvSource({
    URL + "&" + HASH + ",a9nBmqA0ju/hNViExpshrM61xv4=",
    "https://mycompany.com/myapp.php?" + HASH + ",y77kIzt2vzLz71DgmJGsen2scGs=",
  })
  void acceptsABodyByItsHash(String url, String signature) {
    assertThat(validator.isValid(json(url, JSON, signature))).isTrue();
    assertThat(validator.isValid(json(url, JSON.replace("true", "false"), signature))).isFalse();
  }

  private static CallbackRequest json(String url, String body, String signature) {
    return Signed.request("POST", url, "application/json", body, signature);
  }

  private static final String EMPTY_HASH =
      "bodySHA256=e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  /**
   * The hash is in the URL and signed, so a body that was taken away or changed does not fit it.
   */
  @ParameterizedTest
  @CsvSource(
      value = {
        "POST, application/json, ''",
        "POST, application/json, {}",
        "POST, NONE, ''",
        "POST, text/plain, x",
        "POST, application/x-www-form-urlencoded, ''",
        "POST, application/x-www-form-urlencoded, CallSid=CA1",
        "GET, NONE, ''",
        "GET, application/json, ''",
        "GET, application/x-www-form-urlencoded, ''",
      },
      nullValues = "NONE")
  void refusesABodyThatIsNotOfTheHashInTheUrl(String method, @Nullable String type, String body) {
    Map<String, String> posted = body.contains("=") ? Map.of("CallSid", "CA1") : Map.of();
    for (String query :
        List.of(
            HASH,
            "bodySHA256=",
            "bodySHA256",
            "body%53HA256" + HASH.substring(10),
            HASH + "&" + EMPTY_HASH,
            EMPTY_HASH + "&" + HASH,
            EMPTY_HASH.toUpperCase(Locale.ROOT).replace("BODY", "body"))) {
      String url = URL + "&" + query;
      for (Map<String, String> signed : List.of(Map.<String, String>of(), posted)) {
        String signature = Signed.signature(Signed.TOKEN, url, signed);
        assertThat(validator.judge(Signed.request(method, url, type, body, signature)))
            .as(query)
            .isEqualTo(SignatureVerdict.OTHER_BODY);
      }
    }
  }

  @Test
  void acceptsAnEmptyBodyByItsHash() {
    String url = URL + "&" + EMPTY_HASH;
    String signature = Signed.signature(Signed.TOKEN, url, Map.of());
    for (String type : List.of("application/json", Signed.FORM)) {
      assertThat(validator.isValid(Signed.request("POST", url, type, "", signature))).isTrue();
    }
    assertThat(validator.isValid(Signed.request("GET", url, null, "", signature))).isTrue();
  }

  @Test
  void acceptsAFormByItsHash() {
    String form = "CallSid=CA1";
    String url = URL + "&bodySHA256=" + sha256(form);
    for (Map<String, String> signed : List.of(Map.<String, String>of(), Map.of("CallSid", "CA1"))) {
      String signature = Signed.signature(Signed.TOKEN, url, signed);
      assertThat(isValid(url, form, signature)).isTrue();
      assertThat(isValid(url, form + "2", signature)).isFalse();
    }
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void refusesABodyThatNothingCovers() {
    assertThat(validator.isValid(json(URL, JSON, "zYQTYrRWXE7LtzbG4PfP7/bkkGo="))).isFalse();
    assertThat(validator.isValid(json(URL, "", "zYQTYrRWXE7LtzbG4PfP7/bkkGo="))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    // signed for, received as
    "https://example.com/a?b=c, https://example.com:443/a?b=c",
    "https://example.com:443/a?b=c, https://example.com/a?b=c",
    "http://example.com/a, http://example.com:80/a",
    "http://example.com:80/a, http://example.com/a",
    "https://example.com/a, https://example.com:8443/a",
    "https://example.com?b=c, https://example.com:443?b=c",
    "https://u:p@example.com/a%20'b?c=%e4, https://u:p@example.com:443/a%20'b?c=%e4",
    "'https://[::1]/a', 'https://[::1]:443/a'",
    "'https://[::1]:443/a', 'https://[::1]/a'",
    "https://example.com/a?u=http://b:9/, https://example.com:443/a?u=http://b:9/",
  })
  void acceptsAUrlWithItsPortAndWithout(String signed, String received) {
    Map<String, String> posted = Map.of("CallSid", Signed.SID);
    String signature = Signed.signature(Signed.TOKEN, signed, posted);
    assertThat(isValid(received, Signed.form(posted), signature)).isTrue();
    assertThat(isValid(signed, Signed.form(posted), signature)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "https://example.com/a, http://example.com/a",
    "https://example.com/a, https://example.org/a",
    "https://example.com/a, https://example.com/A",
    "https://example.com/a?b=%20, https://example.com/a?b=+",
  })
  void refusesAnotherUrl(String signed, String received) {
    assertThat(isValid(received, "", Signed.signature(Signed.TOKEN, signed, Map.of()))).isFalse();
  }

  @Test
  void aGetIsSignedByItsUrl() {
    assertThat(validator.isValid(Signed.get(URL))).isTrue();
    String signature = Signed.signature(Signed.TOKEN, URL, Map.of());
    assertThat(validator.isValid(Signed.request("GET", URL + "3", null, "", signature))).isFalse();
  }

  @Test
  void acceptsEveryTokenWhileOneTakesTheOthersPlace() {
    SignatureValidator both = SignatureValidator.of("new", "old");
    for (String token : new String[] {"new", "old"}) {
      assertThat(both.isValid(Signed.post(URL, "", Signed.signature(token, URL, Map.of()))))
          .isTrue();
    }
    assertThat(both.isValid(Signed.post(URL, "", Signed.signature("none", URL, Map.of()))))
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "=", "RSOYDt4T1cUTdK1PDd93", "ñ", "zYQTYrRWXE7LtzbG4PfP7/bkkGo"})
  void refusesWhatIsNoSignature(String signature) {
    assertThat(isValid(URL, "", signature)).isFalse();
  }

  @Test
  void refusesWhatHasNoSignature() {
    assertThat(validator.isValid(Signed.post(URL, "", null))).isFalse();
  }

  @Test
  void refusesABlankToken() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SignatureValidator.of(" "))
        .withMessageContaining("authToken");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SignatureValidator.of("a", ""))
        .withMessageContaining("others");
  }
}
