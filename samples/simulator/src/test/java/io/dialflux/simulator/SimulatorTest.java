package io.dialflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

class SimulatorTest {

  @Test
  void theOracleSpeaksJson() throws IOException {
    try (Simulator twilio = Simulator.builder().start()) {
      Http http = Http.to(twilio);
      http.create();
      http.create("Url", "https://example.com/?attempt=again");
      http.create("To", "+15550001111", "Url", "https://example.com/?attempt=again");

      JsonNode oracle =
          Http.authorized(twilio, "")
              .get("/simulator/oracle?number=%2B15550001111&number=%2B15550002222&attempt=again")
              .json();

      assertThat(oracle.path("total_rings").asInt()).isEqualTo(3);
      assertThat(oracle.path("numbers_rung").asInt()).isEqualTo(2);
      assertThat(oracle.path("create_requests").asInt()).isEqualTo(3);
      assertThat(oracle.path("connections").asInt()).isPositive();
      assertThat(oracle.path("numbers_rung_again").path(Http.TO).asInt()).isEqualTo(2);
      assertThat(oracle.path("attempts_rung_again").path("again").asInt()).isEqualTo(2);
      assertThat(oracle.path("numbers").path("+15550001111").asInt()).isEqualTo(1);
      assertThat(oracle.path("numbers").path("+15550002222").asInt(-1)).isZero();
      assertThat(oracle.path("attempts").path("again").asInt()).isEqualTo(2);
      assertThat(Http.to(twilio).get("/simulator/nothing").status()).isEqualTo(404);
      assertThat(Http.to(twilio).post("/simulator/oracle").status()).isEqualTo(405);
    }
  }

  @Test
  void losesNoCallWhenManyArriveTogether() throws IOException {
    try (Simulator twilio = Simulator.builder().callsPerSecond(1000).start()) {
      Http http = Http.to(twilio);
      Set<String> sids = ConcurrentHashMap.newKeySet();
      IntStream.range(0, 500).parallel().forEach(i -> sids.add(sid(http, "+1555000" + (1000 + i))));

      assertThat(sids).hasSize(500);
      assertThat(twilio.oracle().totalRings()).isEqualTo(500);
      assertThat(twilio.oracle().numbersRung()).isEqualTo(500);
      JsonNode page = http.list("PageSize", "1000").json();
      assertThat(page.path("calls").size()).isEqualTo(500);
      page.path("calls").forEach(call -> assertThat(sids).contains(call.path("sid").asString()));
    }
  }

  private static String sid(Http http, String to) {
    try {
      return http.createdSid("To", to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void sidsFollowFromTheSeed() throws IOException {
    assertThat(firstSid(1)).isEqualTo(firstSid(1)).isNotEqualTo(firstSid(2));
  }

  private static String firstSid(long seed) throws IOException {
    try (Simulator twilio = Simulator.builder().seed(seed).start()) {
      return Http.to(twilio).createdSid();
    }
  }

  @Test
  void closingEndsIt() {
    Simulator twilio = Simulator.builder().start();
    StepVerifier.create(twilio.onClose())
        .then(twilio::close)
        .expectComplete()
        .verify(Duration.ofSeconds(10));
    assertThatThrownBy(() -> Http.to(twilio).list()).isInstanceOf(ConnectException.class);
  }

  @Test
  void theAccessLogIsForPeopleAndMasksNumbers() {
    ApiRequest list =
        ApiRequest.of("GET", Http.CALLS + ".json?To=%2B15558675310&From=+15017122661", null, "");
    ApiRequest create =
        ApiRequest.of(
            "POST", Http.CALLS + ".json", null, "To=%2B15558675310&From=client%3Aann&A=b");
    Reply reply = Reply.empty(201).note("CA1 queued");

    assertThat(AccessLog.line(list, Fault.NONE, Reply.empty(200).note("2 calls"), 1_230_000))
        .isEqualTo("GET " + Http.CALLS + ".json?To=+***10&From=+***61 -> 200 2 calls, 1.2 ms");
    assertThat(AccessLog.line(create, Fault.RESET_AFTER_PLACING, reply, 0))
        .isEqualTo(
            "POST "
                + Http.CALLS
                + ".json To=+***10 From=client:***"
                + " -> RESET_AFTER_PLACING of 201 CA1 queued, 0.0 ms");
    assertThat(AccessLog.line(create, Fault.RESET_BEFORE_PLACING, Reply.empty(0), 0))
        .endsWith("From=client:*** -> RESET_BEFORE_PLACING, 0.0 ms");
  }

  @Test
  void timeOnlyMovesForward() {
    try (Simulator twilio = Simulator.builder().clockSpeed(0).start()) {
      assertThatThrownBy(() -> twilio.advance(Duration.ofSeconds(-1)))
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(twilio.now()).isEqualTo(twilio.now());
    }
  }
}
