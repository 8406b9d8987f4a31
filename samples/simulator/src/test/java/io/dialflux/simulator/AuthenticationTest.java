package io.dialflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuthenticationTest {
  private static final String SUB = "AC" + "1".repeat(32);
  private static final String OTHER = "AC" + "2".repeat(32);
  private static final String KEY = "SK" + "3".repeat(32);

  private final Simulator twilio =
      Simulator.builder()
          .account(Http.ACCOUNT, "token")
          .subaccount(Http.ACCOUNT, SUB, "sub-token")
          .account(OTHER, "other-token")
          .apiKey(Http.ACCOUNT, KEY, "secret")
          .oauthClient(Http.ACCOUNT, "client", "client-secret")
          .start();

  @AfterEach
  void close() {
    twilio.close();
  }

  private static String calls(String account) {
    return "/2010-04-01/Accounts/" + account + "/Calls.json";
  }

  @Test
  void accountTokenAndApiKeyOpenTheirAccount() throws IOException {
    assertThat(Http.basic(twilio, Http.ACCOUNT, "token").list().status()).isEqualTo(200);
    assertThat(Http.basic(twilio, KEY, "secret").list().status()).isEqualTo(200);
    assertThat(Http.basic(twilio, OTHER, "other-token").get(calls(OTHER)).status()).isEqualTo(200);
  }

  @Test
  void aParentActsOnItsSubaccountAndNotTheOtherWay() throws IOException {
    assertThat(Http.basic(twilio, Http.ACCOUNT, "token").get(calls(SUB)).status()).isEqualTo(200);
    assertThat(Http.basic(twilio, SUB, "sub-token").get(calls(SUB)).status()).isEqualTo(200);
    assertThat(Http.basic(twilio, SUB, "sub-token").list().status()).isEqualTo(401);
  }

  @Test
  void nothingElseOpensIt() throws IOException {
    assertRefused(Http.basic(twilio, Http.ACCOUNT, "wrong"));
    assertRefused(Http.basic(twilio, OTHER, "other-token"));
    assertRefused(Http.basic(twilio, KEY, "token"));
    assertRefused(Http.authorized(twilio, ""));
    assertRefused(Http.authorized(twilio, "Basic !!!"));
    assertRefused(Http.authorized(twilio, "Digest x"));
    assertThat(twilio.oracle().totalRings()).isZero();
  }

  private static void assertRefused(Http http) throws IOException {
    Http.Response refused = http.create();
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.code()).isEqualTo(20003);
    assertThat(refused.text("message")).isEqualTo("Authenticate");
    assertThat(refused.header("WWW-Authenticate")).startsWith("Basic");
  }

  @Test
  void callsOfOneAccountAreUnknownToAnother() throws IOException {
    String sid = Http.basic(twilio, Http.ACCOUNT, "token").createdSid();
    Http.Response unknown =
        Http.basic(twilio, OTHER, "other-token")
            .get("/2010-04-01/Accounts/" + OTHER + "/Calls/" + sid + ".json");
    assertThat(unknown.status()).isEqualTo(404);
    assertThat(unknown.code()).isEqualTo(20404);
    assertThat(unknown.text("message")).contains(sid);
  }

  @Test
  void anAccessTokenOpensTheAccountUntilItIsRevoked() throws IOException {
    Http.Response issued = token("client", "client-secret");
    assertThat(issued.status()).isEqualTo(200);
    assertThat(issued.text("token_type")).isEqualTo("Bearer");
    assertThat(issued.json().path("expires_in").asInt()).isEqualTo(3600);
    Http bearer = Http.authorized(twilio, "Bearer " + issued.text("access_token"));
    assertThat(bearer.list().status()).isEqualTo(200);
    assertThat(bearer.create().status()).isEqualTo(201);

    twilio.revokeAccessTokens();

    assertThat(bearer.list().status()).isEqualTo(401);
    assertThat(bearer.list().code()).isEqualTo(20101);
    assertThat(token("client", "client-secret").text("access_token"))
        .isNotEqualTo(issued.text("access_token"));
  }

  private Http.Response token(String client, String secret) throws IOException {
    return Http.authorized(twilio, "")
        .post(
            "/v2/token",
            "client_id",
            client,
            "client_secret",
            secret,
            "grant_type",
            "client_credentials");
  }

  @Test
  void onlyTheClientGetsAnAccessToken() throws IOException {
    assertThat(token("client", "wrong").status()).isEqualTo(401);
    assertThat(
            Http.authorized(twilio, "")
                .post("/v2/token", "client_id", "client", "client_secret", "client-secret")
                .status())
        .isEqualTo(400);
  }

  @Test
  void anAccessTokenExpires() throws IOException {
    try (Simulator brief =
        Simulator.builder()
            .oauthClient(Http.ACCOUNT, "client", "secret")
            .tokenLifetime(Duration.ZERO)
            .start()) {
      String token =
          Http.authorized(brief, "")
              .post(
                  "/v2/token",
                  "client_id",
                  "client",
                  "client_secret",
                  "secret",
                  "grant_type",
                  "client_credentials")
              .text("access_token");
      assertThat(Http.authorized(brief, "Bearer " + token).list().code()).isEqualTo(20104);
    }
  }

  @Test
  void unknownPathsAndMethods() throws IOException {
    Http http = Http.basic(twilio, Http.ACCOUNT, "token");
    assertThat(http.get("/2010-04-01/Accounts/" + Http.ACCOUNT + "/Texts.json").code())
        .isEqualTo(20404);
    assertThat(http.get(Http.CALLS + "/nonsense.json").code()).isEqualTo(20404);
    assertThat(http.send(http.request(Http.CALLS + ".json").DELETE()).code()).isEqualTo(20004);
  }

  @Test
  void theBuilderChecksAccounts() {
    assertThatThrownBy(() -> Simulator.builder().account("AC1", "token"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Simulator.builder().apiKey(OTHER, KEY, "secret"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
