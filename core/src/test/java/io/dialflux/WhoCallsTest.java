package io.dialflux;

import static io.dialflux.Fixtures.ACCOUNT;
import static io.dialflux.Fixtures.CALL;
import static io.dialflux.Fixtures.LONG;
import static io.dialflux.Fixtures.callJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which host is called, and what the environment says of it. */
class WhoCallsTest {
  private static final String KEY = "SK0123456789abcdef0123456789abcdef";

  private static Map<String, String> variables(String... namesAndValues) {
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      variables.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    return variables;
  }

  @ParameterizedTest(name = "region {0}, edge {1}: {2}")
  @CsvSource({
    ",, api.twilio.com",
    "us1,, api.ashburn.us1.twilio.com",
    "us2,, api.umatilla.us2.twilio.com",
    "ie1,, api.dublin.ie1.twilio.com",
    "au1,, api.sydney.au1.twilio.com",
    "de1,, api.frankfurt.de1.twilio.com",
    "jp1,, api.tokyo.jp1.twilio.com",
    "jp2,, api.osaka.jp2.twilio.com",
    "sg1,, api.singapore.sg1.twilio.com",
    "br1,, api.sao-paulo.br1.twilio.com",
    ", dublin, api.dublin.us1.twilio.com",
    "ie1, singapore, api.singapore.ie1.twilio.com",
    "xx9, dublin, api.dublin.xx9.twilio.com"
  })
  void regionImpliesItsEdge(String region, String edge, String host) {
    Map<String, String> variables =
        variables("TWILIO_ACCOUNT_SID", ACCOUNT, "TWILIO_AUTH_TOKEN", "token");
    CallsClientBuilder builder =
        CallsClient.builder().credentials(Credentials.authToken(ACCOUNT, "token"));
    if (region != null) {
      variables.put("TWILIO_REGION", region);
      builder = builder.region(region);
    }
    if (edge != null) {
      variables.put("TWILIO_EDGE", edge);
      builder = builder.edge(edge);
    }
    String expected = "CallsClient[" + ACCOUNT + " at https://" + host + "]";
    try (CallsClient built = builder.build();
        CallsClient fromEnvironment = Environment.client(variables)) {
      assertThat(built).hasToString(expected);
      assertThat(fromEnvironment).hasToString(expected);
    }
  }

  @Test
  void anUnknownRegionNeedsItsEdge() {
    CallsClientBuilder builder =
        CallsClient.builder().credentials(Credentials.authToken(ACCOUNT, "token")).region("xx9");
    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessageContaining("region")
        .withMessageContaining("xx9");
  }

  @ParameterizedTest
  @CsvSource({
    "TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, token, ",
    "TWILIO_AUTH_TOKEN, TWILIO_ACCOUNT_SID, " + ACCOUNT + ", ",
    "TWILIO_AUTH_TOKEN, TWILIO_ACCOUNT_SID, " + ACCOUNT + ", TWILIO_AUTH_TOKEN",
    "TWILIO_ACCOUNT_SID, TWILIO_AUTH_TOKEN, token, TWILIO_ACCOUNT_SID"
  })
  void aMissingOrBlankVariableIsNamed(String missing, String given, String value, String blank) {
    Map<String, String> variables = variables(given, value);
    if (blank != null) {
      variables.put(blank, " ");
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> Environment.client(variables))
        .withMessageContaining(missing)
        .withMessageNotContaining(value);
  }

  @Test
  void aKeyWithoutItsSecretIsNamed() {
    Map<String, String> variables =
        variables(
            "TWILIO_ACCOUNT_SID", ACCOUNT, "TWILIO_API_KEY", KEY, "TWILIO_AUTH_TOKEN", "token");
    assertThatIllegalStateException()
        .isThrownBy(() -> Environment.client(variables))
        .withMessageContaining("TWILIO_API_SECRET");
  }

  @Test
  void theEnvironmentsCredentialsAreUsed() {
    assertThat(
            authorizationOf(
                variables("TWILIO_ACCOUNT_SID", ACCOUNT, "TWILIO_AUTH_TOKEN", " token ")))
        .isEqualTo(basic(ACCOUNT + ":token"));
    assertThat(
            authorizationOf(
                variables(
                    "TWILIO_ACCOUNT_SID",
                    ACCOUNT,
                    "TWILIO_AUTH_TOKEN",
                    "token",
                    "TWILIO_API_KEY",
                    KEY,
                    "TWILIO_API_SECRET",
                    "secret")))
        .isEqualTo(basic(KEY + ":secret"));
  }

  private static String authorizationOf(Map<String, String> variables) {
    try (RawServer server = RawServer.answering(RawServer.http(200, callJson(CALL)));
        CallsClient calls = Environment.builder(variables).baseUrl(server.uri()).build()) {
      calls.fetch(CALL).block(LONG);
      assertThat(server.requests().get(0).path()).contains(ACCOUNT);
      return server.requests().get(0).headers().get("authorization");
    }
  }

  private static String basic(String pair) {
    byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(bytes);
  }

  @Test
  void theProcesssOwnEnvironmentIsRead() {
    if (System.getenv("TWILIO_ACCOUNT_SID") == null) {
      assertThatIllegalStateException()
          .isThrownBy(CallsClient::fromEnvironment)
          .withMessageContaining("TWILIO_ACCOUNT_SID");
    } else {
      try (CallsClient calls = CallsClient.fromEnvironment()) {
        assertThat(calls.toString()).contains(System.getenv("TWILIO_ACCOUNT_SID"));
      }
    }
  }
}
