package io.dialflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.core.JacksonException;

class FaultsTest {
  private static final Duration SLOW = Duration.ofMillis(300);
  private static final Duration LATE = Duration.ofMillis(600);

  private final Simulator twilio =
      Simulator.builder().seed(42).slowAnswer(SLOW).lateAnswer(LATE).start();
  private final Http http = Http.to(twilio);

  @AfterEach
  void close() {
    twilio.close();
  }

  @ParameterizedTest
  @CsvSource({
    "TOO_MANY_REQUESTS,429,20429,0",
    "TOO_MANY_REQUESTS_RETRY_AFTER,429,20429,0",
    "SERVER_ERROR_BEFORE_PLACING,500,20500,0",
    "SERVER_ERROR_AFTER_PLACING,500,20500,1",
    "UNAVAILABLE_BEFORE_PLACING,503,20503,0",
    "UNAVAILABLE_AFTER_PLACING,503,20503,1",
  })
  void answersAnErrorAndTheOracleKnows(Fault fault, int status, int code, int rings)
      throws IOException {
    twilio.nextCreates(fault);

    Http.Response answer = http.create();

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.header("Twilio-Request-Id")).matches("RQ[0-9a-f]{32}");
    assertThat(twilio.oracle().rings(Http.TO)).isEqualTo(rings);
    assertThat(twilio.oracle().createRequests()).isEqualTo(1);
    assertThat(http.create().status()).isEqualTo(201);
  }

  @Test
  void saysWhenToComeBackOnlyIfAsked() throws IOException {
    twilio.nextCreates(Fault.TOO_MANY_REQUESTS, Fault.TOO_MANY_REQUESTS_RETRY_AFTER);
    assertThat(http.create().headers().firstValue("Retry-After")).isEmpty();
    assertThat(http.create().headers().firstValue("Retry-After")).hasValue("1");
  }

  @ParameterizedTest
  @CsvSource({"BAD_GATEWAY_BEFORE_PLACING,0", "BAD_GATEWAY_AFTER_PLACING,1"})
  void answersAProxysPage(Fault fault, int rings) throws IOException {
    twilio.nextCreates(fault);
    Http.Response answer = http.create();
    assertThat(answer.status()).isEqualTo(502);
    assertThat(answer.body()).startsWith("<html>");
    assertThat(answer.header("Content-Type")).isEqualTo("text/html");
    assertThat(twilio.oracle().rings(Http.TO)).isEqualTo(rings);
  }

  @ParameterizedTest
  @CsvSource({"RESET_BEFORE_PLACING,0", "RESET_AFTER_PLACING,1"})
  void resetsTheConnection(Fault fault, int rings) {
    twilio.nextCreates(fault);
    assertThatThrownBy(http::create).hasRootCauseInstanceOf(SocketException.class);
    assertThat(twilio.oracle().rings(Http.TO)).isEqualTo(rings);
    assertThat(twilio.oracle().createRequests()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"CLOSE_BEFORE_PLACING,0", "CLOSE_AFTER_PLACING,1"})
  void closesTheConnection(Fault fault, int rings) {
    twilio.nextCreates(fault);
    assertThatThrownBy(http::create).hasRootCauseInstanceOf(EOFException.class);
    assertThat(twilio.oracle().rings(Http.TO)).isEqualTo(rings);
  }

  @ParameterizedTest
  @CsvSource({"SILENCE_BEFORE_PLACING,0", "SILENCE_AFTER_PLACING,1"})
  void neverAnswers(Fault fault, int rings) {
    twilio.nextCreates(fault);
    assertThatExceptionOfType(HttpTimeoutException.class).isThrownBy(this::createBriefly);
    assertThat(twilio.oracle().rings(Http.TO)).isEqualTo(rings);
  }

  @Test
  void cutsTheBody() {
    twilio.nextCreates(Fault.CUT_BODY_AFTER_PLACING);
    assertThatThrownBy(http::create)
        .isInstanceOf(IOException.class)
        .hasStackTraceContaining("content-length");
    assertThat(twilio.oracle().rings(Http.TO)).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "SLOW_ANSWER_AFTER_PLACING,300",
    "TRICKLED_BODY_AFTER_PLACING,250",
    "LATE_ANSWER_AFTER_PLACING,600",
    "LATE_PLACING,600",
  })
  void answersRightlyAndSlowly(Fault fault, long millis) throws IOException {
    twilio.nextCreates(fault);
    long start = System.nanoTime();

    Http.Response answer = http.create();

    assertThat(answer.status()).isEqualTo(201);
    assertThat(answer.text("status")).isEqualTo("queued");
    assertThat(Duration.ofNanos(System.nanoTime() - start).toMillis())
        .isGreaterThanOrEqualTo(millis);
    assertThat(twilio.oracle().rings(Http.TO)).isEqualTo(1);
  }

  @Test
  void placesLateAlthoughTheClientIsGone() throws InterruptedException {
    twilio.nextCreates(Fault.LATE_PLACING);
    assertThatExceptionOfType(HttpTimeoutException.class).isThrownBy(this::createBriefly);
    assertThat(twilio.oracle().rings(Http.TO)).isZero();
    for (int i = 0; i < 500 && twilio.oracle().rings(Http.TO) == 0; i++) {
      Thread.sleep(10);
    }
    assertThat(twilio.oracle().rings(Http.TO)).isEqualTo(1);
  }

  private Http.Response createBriefly() throws IOException {
    return http.send(
        http.request(Http.CALLS + ".json")
            .timeout(Duration.ofMillis(200))
            .POST(
                BodyPublishers.ofString(
                    Http.form("To", Http.TO, "From", Http.FROM, "Twiml", "<Response/>"))));
  }

  @ParameterizedTest
  @CsvSource({
    "REFUSED,400,21216,0",
    "FORBIDDEN_BY_PROXY_BEFORE_PLACING,403,0,0",
    "FORBIDDEN_BY_PROXY_AFTER_PLACING,403,0,1",
    "EMPTY_BODY_AFTER_PLACING,201,0,1",
  })
  void refusesByItselfOrByAProxy(Fault fault, int status, int code, int rings) throws IOException {
    twilio.nextCreates(fault);
    Http.Response answer = http.create();
    assertThat(answer.status()).isEqualTo(status);
    if (code > 0) {
      assertThat(answer.code()).isEqualTo(code);
    } else {
      assertThat(answer.body()).matches("|<html>.*403 Forbidden.*");
    }
    assertThat(twilio.oracle().rings(Http.TO)).isEqualTo(rings);
  }

  @Test
  void answersWhatCannotBeRead() throws IOException {
    twilio.nextCreates(Fault.UNREADABLE_BODY_AFTER_PLACING);
    Http.Response answer = http.create();
    assertThat(answer.status()).isEqualTo(201);
    assertThatThrownBy(answer::json).isInstanceOf(JacksonException.class);
    assertThat(twilio.oracle().rings(Http.TO)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void aRefusedCreateIsRefusedWhateverFaultWasDue(Fault fault) throws IOException {
    if (fault.takesEffect()) {
      twilio.nextCreates(fault);
      assertThat(http.create("To", "+1555").code()).isEqualTo(21211);
      assertThat(http.create().status()).isEqualTo(201);
    }
  }

  @Test
  void theScriptOfCreatesLeavesOtherRequestsAlone() throws IOException {
    twilio.nextCreates(Fault.NONE, Fault.SERVER_ERROR_BEFORE_PLACING);
    assertThat(http.create().status()).isEqualTo(201);
    assertThat(http.list().status()).isEqualTo(200);
    assertThat(http.create().status()).isEqualTo(500);
  }

  @Test
  void theScriptOfRequestsStrikesAny() throws IOException {
    twilio.nextRequests(Fault.UNAVAILABLE_BEFORE_PLACING, Fault.NONE, Fault.TOO_MANY_REQUESTS);
    assertThat(http.list().status()).isEqualTo(503);
    assertThat(http.create().status()).isEqualTo(201);
    assertThat(http.list().status()).isEqualTo(429);
    assertThat(http.list().status()).isEqualTo(200);
    assertThat(twilio.oracle().requests()).isEqualTo(4);
  }

  @Test
  void aDeleteThatFailedAfterwardsHasHappened() throws IOException {
    String sid = http.createdSid();
    twilio.advance(Duration.ofHours(1));
    twilio.nextRequests(Fault.SERVER_ERROR_AFTER_PLACING);
    assertThat(http.delete(sid).status()).isEqualTo(500);
    assertThat(http.delete(sid).status()).isEqualTo(404);
  }

  @Test
  void ratesAreKeptAndFollowFromTheSeed() throws IOException {
    twilio.faults(Faults.none().serverErrorAfterPlacing(0.1).tooManyRequests(0.2));
    int[] statuses = new int[600];
    for (int i = 0; i < 400; i++) {
      statuses[http.create("To", "+1555000" + (1000 + i)).status()]++;
    }
    assertThat(statuses[500]).isBetween(20, 60);
    assertThat(statuses[429]).isBetween(50, 110);
    assertThat(twilio.oracle().totalRings()).isEqualTo(statuses[201] + statuses[500]);
    assertThat(twilio.oracle().numbersRungAgain()).isEmpty();
    assertThat(http.list().status()).isEqualTo(200);

    try (Simulator twin =
        Simulator.builder()
            .seed(42)
            .faults(Faults.none().serverErrorAfterPlacing(0.1).tooManyRequests(0.2))
            .start()) {
      int[] again = new int[600];
      for (int i = 0; i < 400; i++) {
        again[Http.to(twin).create().status()]++;
      }
      assertThat(again).isEqualTo(statuses);
    }
  }

  @Test
  void aListCanBeCutToo() throws IOException {
    http.create();
    twilio.nextRequests(Fault.CUT_BODY_AFTER_PLACING);
    assertThatThrownBy(http::list).hasStackTraceContaining("content-length");
    assertThat(http.list().status()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void everyRequestEndsAtTheServerWhenItsClientIsGone(Fault fault) throws IOException {
    twilio.nextCreates(fault);
    try {
      createBriefly();
    } catch (IOException broken) {
      assertThat(fault).isNotEqualTo(Fault.NONE);
    }
    String concurrent = "";
    for (int i = 0; i < 1000 && !concurrent.equals("1"); i++) {
      concurrent = http.list().header("Twilio-Concurrent-Requests");
    }
    assertThat(concurrent).isEqualTo("1");
  }

  @Test
  void sharesLieBetweenZeroAndOne() {
    assertThatThrownBy(() -> Faults.none().resetAfterPlacing(-0.1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Faults.none().resetAfterPlacing(0.6).serverErrorAfterPlacing(0.6))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
