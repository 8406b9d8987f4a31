package io.dialflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LimitsTest {

  private static SimulatorBuilder standing() {
    return Simulator.builder()
        .clockSpeed(0)
        .startTime(Instant.parse("2026-08-18T09:05:00Z"))
        .outcomes(Outcomes.allCompleted());
  }

  @Test
  void theQueueHolds24HoursOfWork() throws IOException {
    // one call in six hours, so four may wait behind the one that is dialled at once
    try (Simulator twilio = standing().callsPerSecond(1.0 / 21_600).start()) {
      Http http = Http.to(twilio);
      for (int i = 0; i < 5; i++) {
        assertThat(http.create().status()).isEqualTo(201);
      }
      Http.Response refused = http.create();
      assertThat(refused.status()).isEqualTo(400);
      assertThat(refused.code()).isEqualTo(22005);
      assertThat(twilio.oracle().totalRings()).isEqualTo(5);

      twilio.advance(Duration.ofHours(6));
      assertThat(http.create().status()).isEqualTo(201);
      assertThat(http.create().code()).isEqualTo(22005);
    }
  }

  @Test
  void aCallThatWaits24HoursIsCanceledAndNeverRings() throws IOException {
    try (Simulator twilio = standing().start()) {
      Http http = Http.to(twilio);
      http.create();
      String sid = http.createdSid("To", "+15550000002");
      twilio.callsPerSecond(1.0 / 200_000);
      http.create();
      twilio.advance(Duration.ofSeconds(1));
      String waiting = http.createdSid("To", "+15550000003");

      twilio.advance(Duration.ofHours(24).minusMillis(1));
      assertThat(http.fetch(waiting).text("status")).isEqualTo("queued");
      twilio.advance(Duration.ofMillis(1));

      Http.Response canceled = http.fetch(waiting);
      assertThat(canceled.text("status")).isEqualTo("canceled");
      assertThat(canceled.text("end_time")).isEqualTo("Wed, 19 Aug 2026 09:05:01 +0000");
      assertThat(canceled.json().path("start_time").isNull()).isTrue();
      assertThat(twilio.oracle().rings("+15550000003")).isZero();
      assertThat(http.fetch(sid).text("status")).isEqualTo("completed");
      assertThat(twilio.oracle().rings("+15550000002")).isEqualTo(1);
    }
  }

  @Test
  void aYoungAccountHasFewCallsAtATime() throws IOException {
    try (Simulator twilio = standing().concurrentCalls(2).start()) {
      Http http = Http.to(twilio);
      String first = http.createdSid();
      http.create();
      Http.Response refused = http.create();
      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.code()).isEqualTo(10004);
      assertThat(twilio.oracle().totalRings()).isEqualTo(2);

      http.update(first, "Status", "completed");
      assertThat(http.create().status()).isEqualTo(201);
      assertThat(http.create().code()).isEqualTo(10004);
      twilio.advance(Duration.ofHours(1));
      assertThat(http.create().status()).isEqualTo(201);
    }
  }

  @Test
  void moreRequestsAtATimeThanAllowedAreNotProcessed() throws IOException {
    try (Simulator twilio =
        standing().concurrentRequests(2).slowAnswer(Duration.ofSeconds(1)).start()) {
      Http http = Http.to(twilio);
      twilio.nextCreates(Fault.SLOW_ANSWER_AFTER_PLACING, Fault.SLOW_ANSWER_AFTER_PLACING);
      CompletableFuture<?> slow = CompletableFuture.runAsync(() -> create(http));
      CompletableFuture<?> alsoSlow = CompletableFuture.runAsync(() -> create(http));
      while (twilio.oracle().totalRings() < 2) {
        Thread.onSpinWait();
      }

      Http.Response refused = http.create();

      assertThat(refused.status()).isEqualTo(429);
      assertThat(refused.code()).isEqualTo(20429);
      assertThat(refused.header("Twilio-Concurrent-Requests")).isEqualTo("3");
      assertThat(twilio.oracle().totalRings()).isEqualTo(2);
      CompletableFuture.allOf(slow, alsoSlow).join();
      // a request's place is free only some time after its answer was seen
      Http.Response accepted = http.create();
      for (int i = 0; i < 1_000 && !alone(accepted); i++) {
        accepted = http.create();
      }
      assertThat(accepted.status()).isEqualTo(201);
      assertThat(alone(accepted)).isTrue();
      assertThat(accepted.header("Twilio-Request-Duration")).matches("0\\.\\d{3}");
    }
  }

  private static boolean alone(Http.Response answer) {
    return "1".equals(answer.header("Twilio-Concurrent-Requests"));
  }

  private static void create(Http http) {
    try {
      http.create();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aBodyBeyondReasonIsRefused() throws IOException {
    try (Simulator twilio = standing().start()) {
      Http http = Http.to(twilio);
      byte[] large = ("Twiml=" + "x".repeat(70_000)).getBytes(StandardCharsets.UTF_8);
      assertThat(
              http.send(http.request(Http.CALLS + ".json").POST(BodyPublishers.ofByteArray(large)))
                  .status())
          .isEqualTo(413);
      assertThat(
              http.send(
                      http.request(Http.CALLS + ".json")
                          .POST(
                              BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large))))
                  .status())
          .isEqualTo(413);
      assertThat(http.create("Twiml", "x".repeat(3_900)).status()).isEqualTo(201);
    }
  }

  @Test
  void anIdleConnectionIsClosed() throws IOException {
    try (Simulator twilio = standing().idleTimeout(Duration.ofMillis(300)).start();
        Socket socket = new Socket("127.0.0.1", twilio.baseUrl().getPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write("GET /simulator/oracle HTTP/1.1\r\nHost: x\r\n\r\n".getBytes("US-ASCII"));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void aSuspendedAccountIsRefusedUntilItIsActiveAgain() throws IOException {
    try (Simulator twilio = standing().start()) {
      Http http = Http.to(twilio);
      twilio.suspended(Http.ACCOUNT, true);
      assertThat(http.create().status()).isEqualTo(403);
      assertThat(http.list().code()).isEqualTo(20005);
      twilio.suspended(Http.ACCOUNT, false);
      assertThat(http.create().status()).isEqualTo(201);
      assertThat(twilio.oracle().totalRings()).isEqualTo(1);
      assertThatThrownBy(() -> twilio.suspended("AC" + "9".repeat(32), true))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void testCredentialsOnlyPretendToCreate() throws IOException {
    String test = "AC" + "5".repeat(32);
    String calls = "/2010-04-01/Accounts/" + test + "/Calls.json";
    try (Simulator twilio =
        standing().account(Http.ACCOUNT, "token").testCredentials(test, "test").start()) {
      Http http = Http.basic(twilio, test, "test");
      Http.Response created =
          http.post(calls, "To", Http.TO, "From", "+15005550006", "Url", "https://example.com/");
      assertThat(created.status()).isEqualTo(201);
      assertThat(created.text("sid")).startsWith("CA");
      assertThat(twilio.oracle().totalRings()).isZero();
      assertThat(
              http.post(calls, "To", Http.TO, "From", Http.FROM, "Url", "https://example.com/")
                  .code())
          .isEqualTo(21210);
      assertThat(
              http.post(calls, "To", Http.TO, "From", "+15005550001", "Twiml", "<Response/>")
                  .code())
          .isEqualTo(21212);
      assertThat(
              http.post(calls, "To", "+15005550003", "From", "+15005550006", "Twiml", "<Response/>")
                  .code())
          .isEqualTo(21215);
      assertThat(http.get(calls).status()).isEqualTo(403);
      assertThat(http.get(calls).code()).isEqualTo(20008);
    }
  }

  @Test
  void xmlIsNotSimulatedAndSaysSo() throws IOException {
    try (Simulator twilio = standing().start()) {
      Http.Response xml = Http.to(twilio).get(Http.CALLS);
      assertThat(xml.status()).isEqualTo(404);
      assertThat(xml.code()).isEqualTo(20404);
      assertThat(xml.text("message")).contains(".json");
    }
  }
}
