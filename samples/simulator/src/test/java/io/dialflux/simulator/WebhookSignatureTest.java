package io.dialflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhookSignatureTest {
  private static final String CALL =
      "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234&From=%2B14158675309"
          + "&To=%2B18005551212";
  private static final String URL = "https://mycompany.com/myapp.php?foo=1&bar=2";
  private static final String HASH =
      "bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";

  @ParameterizedTest
  @CsvSource({
    URL + "," + CALL + ",RSOYDt4T1cUTdK1PDd93/VVr8B8=",
    "https://mycompany.com:443/myapp.php?foo=1&bar=2," + CALL + ",kvajT1Ptam85bY51eRf/AJRuM3w=",
    "http://mycompany.com:80/myapp.php?foo=1&bar=2," + CALL + ",0ZXoZLH/DfblKGATFgpif+LLRf4=",
    "http://mycompany.com:1234/myapp.php?foo=1&bar=2," + CALL + ",Zmvh+3yNM1Phv2jhDCwEM3q5ebU=",
    URL + ",'',zYQTYrRWXE7LtzbG4PfP7/bkkGo=",
    "https://mycompany.com/myapp.php," + CALL + ",1xaxFBvyzXYvWplzNOSs28HWO94=",
    URL + "&" + HASH + ",'',a9nBmqA0ju/hNViExpshrM61xv4=",
    "https://mycompany.com/myapp.php?" + HASH + ",'',y77kIzt2vzLz71DgmJGsen2scGs=",
    URL + ",Digits=&CallSid=CA1234567890ABCDE&EmptyParam=,9HHp/OqQMEwdrVebHDdA/+tqjX8=",
    URL + ",callSid=lowercase&CallSid=uppercase&CALLSID=allcaps,jDK7WKT8wiNrwggd4ceTv4e1MJ4=",
    URL + ",Zebra=last&Alpha=first&Beta=second&Gamma=third,enveUe73ZTVLAekHxez3Qx6JuuQ=",
  })
  void isTwilios(String url, String parameters, String signature) {
    SortedMap<String, String> posted = new TreeMap<>();
    Parameters decoded = Parameters.parse(parameters);
    for (String name : decoded.names()) {
      posted.put(name, decoded.required(name));
    }
    assertThat(WebhookSignature.ofAuthToken("12345").of(url, posted)).isEqualTo(signature);
  }

  @Test
  void signsEveryCharacter() {
    SortedMap<String, String> posted = new TreeMap<>();
    posted.put("Message", "Hello & goodbye! @#$%^*()");
    posted.put("From", "+1 (415) 867-5309");
    posted.put("Special", "unicode: ñáéíóú");
    assertThat(WebhookSignature.ofAuthToken("12345").of(URL, posted))
        .isEqualTo("dCPiR4WtQ6QFN6pJh81CtlCcWLQ=");
  }

  @Test
  void signsWithASharedKeyAsItsSettingsSay() {
    SortedMap<String, String> posted = new TreeMap<>();
    Parameters decoded = Parameters.parse(CALL);
    decoded.names().forEach(name -> posted.put(name, decoded.required(name)));
    WebhookSignature sha256 = WebhookSignature.ofSharedKey("id", "12345", "HMAC_SHA256");
    assertThat(sha256.of(URL, posted)).isEqualTo("033hgUJA9M/hXIZsYjwkerEP/DBm35nEri5FhCYjA5s=");
    assertThat(sha256.settings()).isEqualTo("key=id,algorithm=HMAC_SHA256");
    WebhookSignature sha1 = WebhookSignature.ofSharedKey("id", "12345", "HMAC_SHA1");
    assertThat(sha1.of(URL, posted)).isEqualTo("RSOYDt4T1cUTdK1PDd93/VVr8B8=");
    assertThat(sha1.settings()).isEqualTo("key=id,algorithm=HMAC_SHA1");
    assertThat(WebhookSignature.ofAuthToken("12345").settings()).isNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WebhookSignature.ofSharedKey("id", "12345", "MD5"))
        .withMessageContaining("algorithm");
  }
}
