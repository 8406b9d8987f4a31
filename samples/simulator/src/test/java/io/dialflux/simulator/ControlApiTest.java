package io.dialflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ControlApiTest {
  private final Simulator twilio =
      Simulator.builder()
          .clockSpeed(0)
          .startTime(Instant.parse("2026-08-18T09:05:00Z"))
          .history(100, Duration.ofDays(1))
          .start();
  private final Http http = Http.to(twilio);
  private final Http stranger = Http.authorized(twilio, "");

  @AfterEach
  void close() {
    twilio.close();
  }

  private Http.Response direct(String path, String json) throws IOException {
    return stranger.send(
        stranger.request("/simulator/" + path).POST(BodyPublishers.ofString(json)));
  }

  @Test
  void theStateIsEverythingAtAGlance() throws IOException {
    http.create();
    http.create();
    JsonNode state = stranger.get("/simulator/state").json();
    assertThat(state.path("now").asString()).isEqualTo("2026-08-18T09:05:00Z");
    assertThat(state.path("clock_speed").asDouble()).isZero();
    assertThat(state.path("total_rings").asInt()).isEqualTo(2);
    JsonNode account = state.path("accounts").path(0);
    assertThat(account.path("sid").asString()).isEqualTo(Http.ACCOUNT);
    assertThat(account.path("calls_placed").asInt()).isEqualTo(2);
    assertThat(account.path("calls_waiting").asInt()).isEqualTo(1);
    assertThat(account.path("calls").asInt()).isEqualTo(102);
    assertThat(stranger.get("/simulator").json()).isEqualTo(state);
    assertThat(twilio.oracle().requests()).isEqualTo(2);
  }

  @Test
  void theClockIsMovedAndSetGoing() throws IOException {
    assertThat(direct("clock", "{\"advance\": \"PT1H30M\"}").text("now"))
        .isEqualTo("2026-08-18T10:35:00Z");
    assertThat(direct("clock", "{\"speed\": 1000000}").json().path("clock_speed").asDouble())
        .isEqualTo(1_000_000);
    Instant before = twilio.now();
    while (!twilio.now().isAfter(before)) {
      Thread.onSpinWait();
    }
    assertThat(direct("clock", "{\"speed\": 0}").status()).isEqualTo(200);
    assertThat(twilio.now()).isEqualTo(twilio.now());
  }

  @Test
  void faultsAreSetByRateAndByScript() throws IOException {
    JsonNode state = direct("faults", "{\"creates\": {\"SERVER_ERROR_AFTER_PLACING\": 1}}").json();
    assertThat(state.path("faults").path("creates").path("SERVER_ERROR_AFTER_PLACING").asDouble())
        .isEqualTo(1);
    assertThat(http.create().status()).isEqualTo(500);
    assertThat(http.list().status()).isEqualTo(200);
    direct("faults", "{\"creates\": {}, \"others\": {\"UNAVAILABLE_BEFORE_PLACING\": 1.0}}");
    assertThat(http.create().status()).isEqualTo(201);
    assertThat(http.list().status()).isEqualTo(503);
    direct("faults", "{\"others\": {}}");
    direct("faults/next", "{\"creates\": [\"NONE\", \"REFUSED\"], \"requests\": []}");
    assertThat(http.create().status()).isEqualTo(201);
    assertThat(http.create().code()).isEqualTo(21216);
    assertThat(http.create().status()).isEqualTo(201);
    assertThat(
            direct("faults", "{\"webhooks\": {\"LOST\": 0.25}}")
                .json()
                .path("faults")
                .path("webhooks")
                .path("LOST")
                .asDouble())
        .isEqualTo(0.25);
  }

  @Test
  void accountsAreSuspendedAndSlowedDown() throws IOException {
    direct("accounts/" + Http.ACCOUNT, "{\"suspended\": true}");
    assertThat(http.list().code()).isEqualTo(20005);
    direct("accounts/" + Http.ACCOUNT, "{\"suspended\": false, \"calls_per_second\": 0.1}");
    http.create();
    http.create();
    assertThat(http.create().text("queue_time")).isEqualTo("20000");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "clock;{\"advance\": \"soon\"}",
        "clock;{\"advance\": \"-PT1H\"}",
        "clock;{\"speed\": \"fast\"}",
        "clock;{\"speed\": -1}",
        "clock;not json",
        "faults;{\"creates\": {\"EARTHQUAKE\": 1}}",
        "faults;{\"creates\": {\"REFUSED\": 2}}",
        "faults/next;{\"webhooks\": [\"REFUSED\"]}",
        "accounts/AC1;{\"suspended\": true}",
      })
  void whatMakesNoSenseIsRefused(String path, String body) throws IOException {
    Http.Response refused = direct(path, body);
    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.text("message")).isNotEmpty();
    assertThat(twilio.now()).isEqualTo(Instant.parse("2026-08-18T09:05:00Z"));
    assertThat(stranger.get("/simulator/clock").status()).isEqualTo(405);
  }
}
