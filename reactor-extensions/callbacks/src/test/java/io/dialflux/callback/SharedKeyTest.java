package io.dialflux.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are signed with a SharedKey in place of the auth token. */
class SharedKeyTest {
  private static final String URL = "https://mycompany.com/myapp.php?foo=1&bar=2";
  private static final Map<String, String> CALL =
      Map.of(
          "CallSid", "CA1234567890ABCDE",
          "Caller", "+14158675309",
          "Digits", "1234",
          "From", "+14158675309",
          "To", "+18005551212");
  private static final String SHA256 = "HmacSHA256";
  private static final String SHA1 = "HmacSHA1";
  private static final String OF_K1 = "key=k1,algorithm=HMAC_SHA256";

  private final SignatureValidator validator =
      SignatureValidator.of("token", "the token before it")
          .sharedKey("k1", "secret 1")
          .sharedKey("k2", "secret 2");

  private static CallbackRequest request(String signature, @Nullable String settings) {
    return Signed.request("POST", URL, Signed.FORM, Signed.form(CALL), signature, settings);
  }

  private static CallbackRequest signed(
      String algorithm, String secret, @Nullable String settings) {
    return request(Signed.signature(algorithm, secret, URL, CALL), settings);
  }

  private SignatureVerdict verdict(CallbackRequest request) {
    assertThat(validator.isValid(request))
        .isEqualTo(validator.judge(request) == SignatureVerdict.VALID);
    return validator.judge(request);
  }

  @Test
  void acceptsWhatTwilioSigned() {
    SignatureValidator twilios = SignatureValidator.ofSharedKey("id", "12345");
    CallbackRequest request =
        request("033hgUJA9M/hXIZsYjwkerEP/DBm35nEri5FhCYjA5s=", "key=id,algorithm=HMAC_SHA256");
    assertThat(twilios.isValid(request)).isTrue();
    assertThat(SignatureValidator.of("12345").isValid(request)).isFalse();
    assertThat(
            twilios.isValid(request("RSOYDt4T1cUTdK1PDd93/VVr8B8=", "key=id,algorithm=HMAC_SHA1")))
        .isTrue();
    assertThat(twilios.isValid(request("RSOYDt4T1cUTdK1PDd93/VVr8B8=", null))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        OF_K1,
        "algorithm=HMAC_SHA256,key=k1",
        "key=k1, algorithm=HMAC_SHA256",
        " key=k1 ,\talgorithm=HMAC_SHA256 ",
        "Key=k1,ALGORITHM=HMAC_SHA256"
      })
  void readsTheSettingsAsHttpWritesThem(String settings) {
    assertThat(verdict(signed(SHA256, "secret 1", settings))).isEqualTo(SignatureVerdict.VALID);
    assertThat(verdict(signed(SHA1, "secret 1", settings)))
        .isEqualTo(SignatureVerdict.OTHER_SIGNATURE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "k1",
        "key=k1",
        "algorithm=HMAC_SHA256",
        "key=,algorithm=HMAC_SHA256",
        "key=k1,algorithm=",
        "key=k1,algorithm",
        "key = k1,algorithm = HMAC_SHA256",
        "key= k1,algorithm=HMAC_SHA256",
        "key=k1;algorithm=HMAC_SHA256",
        "key=k1 algorithm=HMAC_SHA256",
        "key=k1,algorithm=HMAC_SHA256,",
        ",key=k1,algorithm=HMAC_SHA256",
        "key=k1,,algorithm=HMAC_SHA256",
        "key=k1,key=k1,algorithm=HMAC_SHA256",
        "key=k2,key=k1,algorithm=HMAC_SHA256",
        "key=k1,algorithm=HMAC_SHA256,algorithm=HMAC_SHA256",
        "key=k1,algorithm=HMAC_SHA1,algorithm=HMAC_SHA256",
        "key=k1,algorithm=HMAC_SHA256,key=k1,algorithm=HMAC_SHA256",
        "key=k1,algorithm=HMAC_SHA256,version=2",
        "key=k1,algorithm=HMAC_SHA256\u00e9",
        "kеy=k1,algorithm=HMAC_SHA256"
      })
  void refusesSettingsThatAreNotClear(String settings) {
    for (String secret : new String[] {"secret 1", "token"}) {
      for (String algorithm : new String[] {SHA256, SHA1}) {
        assertThat(verdict(signed(algorithm, secret, settings)))
            .isEqualTo(SignatureVerdict.UNREADABLE_SETTINGS);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'key=k3,algorithm=HMAC_SHA256', UNKNOWN_KEY",
    "'key=K1,algorithm=HMAC_SHA256', UNKNOWN_KEY",
    "'key=\"k1\",algorithm=HMAC_SHA256', UNKNOWN_KEY",
    "'key=k1,algorithm=HMAC_SHA512', UNKNOWN_ALGORITHM",
    "'key=k1,algorithm=hmac_sha256', UNKNOWN_ALGORITHM",
    "'key=k1,algorithm=HMAC-SHA256', UNKNOWN_ALGORITHM",
    "'key=k1,algorithm=none', UNKNOWN_ALGORITHM",
    "'key=k3,algorithm=none', UNKNOWN_ALGORITHM",
  })
  void doesNotFallBack(String settings, SignatureVerdict refused) {
    for (String secret : new String[] {"token", "secret 1"}) {
      assertThat(verdict(signed(SHA1, secret, settings))).isEqualTo(refused);
      assertThat(verdict(signed(SHA256, secret, settings))).isEqualTo(refused);
    }
    assertThat(refused.reason()).doesNotContain("k1", "k3", "none", "secret 1");
  }

  @Test
  void theSettingsSayWhichSecretAndHashCounts() {
    SignatureVerdict no = SignatureVerdict.OTHER_SIGNATURE;
    assertThat(verdict(signed(SHA1, "secret 1", "key=k1,algorithm=HMAC_SHA1")))
        .isEqualTo(SignatureVerdict.VALID);
    assertThat(verdict(signed(SHA256, "secret 2", "key=k2,algorithm=HMAC_SHA256")))
        .isEqualTo(SignatureVerdict.VALID);
    assertThat(verdict(signed(SHA256, "secret 2", OF_K1))).isEqualTo(no);
    assertThat(verdict(signed(SHA256, "token", OF_K1))).isEqualTo(no);
    assertThat(verdict(signed(SHA1, "token", "key=k1,algorithm=HMAC_SHA1"))).isEqualTo(no);
    assertThat(verdict(signed(SHA256, "secret 1", "key=k1,algorithm=HMAC_SHA1"))).isEqualTo(no);
  }

  @Test
  void withoutSettingsOnlyAuthTokensCount() {
    assertThat(verdict(signed(SHA1, "token", null))).isEqualTo(SignatureVerdict.VALID);
    assertThat(verdict(signed(SHA1, "the token before it", null)))
        .isEqualTo(SignatureVerdict.VALID);
    for (String algorithm : new String[] {SHA256, SHA1}) {
      assertThat(verdict(signed(algorithm, "secret 1", null)))
          .isEqualTo(SignatureVerdict.OTHER_SIGNATURE);
    }
    assertThat(verdict(signed(SHA256, "token", null))).isEqualTo(SignatureVerdict.OTHER_SIGNATURE);
  }

  @Test
  void twoSecretsOfOneIdAreValidSideBySide() {
    SignatureValidator both =
        SignatureValidator.ofSharedKey("k1", "new").sharedKey("k1", "old").sharedKey("k 2=", "x");
    assertThat(both.isValid(signed(SHA256, "new", OF_K1))).isTrue();
    assertThat(both.isValid(signed(SHA256, "old", OF_K1))).isTrue();
    assertThat(both.isValid(signed(SHA256, "x", "key=k 2=,algorithm=HMAC_SHA256"))).isTrue();
    assertThat(both.isValid(signed(SHA1, "new", null))).isFalse();
  }

  @Test
  void anOptionReturnsANewValidator() {
    SignatureValidator without = SignatureValidator.of("token");
    SignatureValidator with = without.sharedKey("k1", "secret 1");
    assertThat(without.isValid(signed(SHA256, "secret 1", OF_K1))).isFalse();
    assertThat(with.isValid(signed(SHA256, "secret 1", OF_K1))).isTrue();
  }

  @Test
  void anotherUrlOrFormIsRefused() {
    String signature = Signed.signature(SHA256, "secret 1", URL, CALL);
    CallbackRequest otherUrl =
        Signed.request("POST", URL + "3", Signed.FORM, Signed.form(CALL), signature, OF_K1);
    CallbackRequest otherForm =
        Signed.request("POST", URL, Signed.FORM, Signed.form(CALL) + "&a=b", signature, OF_K1);
    assertThat(verdict(otherUrl)).isEqualTo(SignatureVerdict.OTHER_SIGNATURE);
    assertThat(verdict(otherForm)).isEqualTo(SignatureVerdict.OTHER_SIGNATURE);
  }

  @Test
  void refusesWhatIsNoKey() {
    for (String id : new String[] {"", " ", "a,b", " a", "a\t", "a\nb", "é"}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> validator.sharedKey(id, "secret"))
          .withMessageContaining("id");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> validator.sharedKey("id", " "))
        .withMessageContaining("secret");
    assertThat(validator.toString()).doesNotContain("token", "secret");
  }
}
