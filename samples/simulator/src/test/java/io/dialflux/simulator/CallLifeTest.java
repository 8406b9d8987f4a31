package io.dialflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallLifeTest {
  private static final Instant START = Instant.parse("2026-08-18T09:05:00Z");

  private static SimulatorBuilder standing() {
    return Simulator.builder().clockSpeed(0).startTime(START).outcomes(Outcomes.allCompleted());
  }

  @Test
  void goesFromQueuedToCompleted() throws IOException {
    try (Simulator twilio = standing().start()) {
      Http http = Http.to(twilio);
      http.create();
      String sid = http.createdSid("MachineDetection", "Enable");

      assertThat(http.fetch(sid).text("status")).isEqualTo("queued");
      twilio.advance(Duration.ofSeconds(1));
      Http.Response ringing = http.fetch(sid);
      assertThat(ringing.text("status")).isEqualTo("ringing");
      assertThat(ringing.text("start_time")).isEqualTo("Tue, 18 Aug 2026 09:05:01 +0000");
      assertThat(ringing.json().path("answered_by").isNull()).isTrue();

      String answered = passUntilNot("ringing", twilio, http, sid);
      assertThat(answered).isEqualTo("in-progress");
      assertThat(http.fetch(sid).text("answered_by")).isIn("human", "machine_start");
      assertThat(http.fetch(sid).json().path("duration").isNull()).isTrue();

      assertThat(passUntilNot("in-progress", twilio, http, sid)).isEqualTo("completed");
      Http.Response completed = http.fetch(sid);
      assertThat(Integer.parseInt(completed.text("duration"))).isBetween(5, 120);
      assertThat(completed.text("end_time")).isEqualTo(completed.text("date_updated"));
      assertThat(completed.json().path("price").isNull()).isTrue();
      twilio.advance(Duration.ofSeconds(30));
      assertThat(http.fetch(sid).text("price")).isIn("-0.01400", "-0.02800");
    }
  }

  private static String passUntilNot(String status, Simulator twilio, Http http, String sid)
      throws IOException {
    String now = status;
    for (int second = 0; second < 300 && now.equals(status); second++) {
      twilio.advance(Duration.ofSeconds(1));
      now = http.fetch(sid).text("status");
    }
    return now;
  }

  @Test
  void leavesTheQueueAtTheCallsPerSecondOfTheAccount() throws IOException {
    try (Simulator twilio = standing().callsPerSecond(2).start()) {
      Http http = Http.to(twilio);
      for (int i = 0; i < 10; i++) {
        http.create();
      }
      twilio.advance(Duration.ofMillis(1600));
      assertThat(http.list("Status", "queued").json().path("calls").size()).isEqualTo(6);
    }
  }

  @Test
  void aCallCanceledInTheQueueNeverRingsAndMakesWay() throws IOException {
    try (Simulator twilio = standing().start()) {
      Http http = Http.to(twilio);
      http.create("To", "+15550000001");
      String second =
          http.createdSid("To", "+15550000002", "Url", "https://example.com/?attempt=x");
      String third = http.createdSid("To", "+15550000003");
      assertThat(twilio.oracle().rings("+15550000002")).isEqualTo(1);

      Http.Response canceled = http.update(second, "Status", "canceled");

      assertThat(canceled.status()).isEqualTo(200);
      assertThat(canceled.text("status")).isEqualTo("canceled");
      assertThat(canceled.json().path("start_time").isNull()).isTrue();
      assertThat(twilio.oracle().rings("+15550000002")).isZero();
      assertThat(twilio.oracle().ringsOfAttempt("x")).isZero();
      assertThat(twilio.oracle().totalRings()).isEqualTo(2);
      twilio.advance(Duration.ofSeconds(1));
      assertThat(http.fetch(third).text("status")).isEqualTo("ringing");
      twilio.advance(Duration.ofDays(1));
      assertThat(http.fetch(second).text("status")).isEqualTo("canceled");
    }
  }

  @Test
  void aCallCanceledWhileRingingDidRing() throws IOException {
    try (Simulator twilio = standing().start()) {
      Http http = Http.to(twilio);
      String sid = http.createdSid();
      assertThat(http.fetch(sid).text("status")).isEqualTo("ringing");

      Http.Response canceled = http.update(sid, "Status", "canceled");

      assertThat(canceled.text("status")).isEqualTo("canceled");
      assertThat(canceled.text("duration")).isEqualTo("0");
      assertThat(twilio.oracle().rings(Http.TO)).isEqualTo(1);
    }
  }

  @Test
  void anUpdateEndsACallInProgress() throws IOException {
    try (Simulator twilio = standing().start()) {
      Http http = Http.to(twilio);
      String sid = http.createdSid();
      assertThat(http.fetch(sid).text("status")).isEqualTo("ringing");
      passUntilNot("ringing", twilio, http, sid);

      assertThat(http.update(sid, "Status", "canceled").text("status")).isEqualTo("in-progress");
      twilio.advance(Duration.ofSeconds(3));
      Http.Response completed = http.update(sid, "Status", "completed");

      assertThat(completed.text("status")).isEqualTo("completed");
      assertThat(completed.text("duration")).isEqualTo("3");
      twilio.advance(Duration.ofHours(1));
      assertThat(http.update(sid, "Status", "completed").text("duration")).isEqualTo("3");
    }
  }

  @Test
  void aTimeLimitEndsACallInProgress() throws IOException {
    try (Simulator twilio = standing().start()) {
      Http http = Http.to(twilio);
      List<String> sids = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        sids.add(http.createdSid("TimeLimit", "60"));
      }
      twilio.advance(Duration.ofMinutes(5));
      List<Integer> seconds = new ArrayList<>();
      for (String sid : sids) {
        seconds.add(Integer.parseInt(http.fetch(sid).text("duration")));
      }
      assertThat(seconds).contains(60).allMatch(s -> s <= 60).anyMatch(s -> s < 60);
    }
  }

  @Test
  void redirectsOnlyACallInProgress() throws IOException {
    try (Simulator twilio = standing().start()) {
      Http http = Http.to(twilio);
      String sid = http.createdSid();

      Http.Response tooEarly = http.update(sid, "Url", "https://example.com/other");
      assertThat(tooEarly.status()).isEqualTo(400);
      assertThat(tooEarly.code()).isEqualTo(21220);
      passUntilNot("ringing", twilio, http, sid);
      assertThat(http.update(sid, "Twiml", "<Response/>").status()).isEqualTo(200);
      twilio.advance(Duration.ofHours(1));
      assertThat(http.update(sid, "Twiml", "<Response/>").code()).isEqualTo(21220);
    }
  }

  @Test
  void refusesUpdatesThatMakeNoSense() throws IOException {
    try (Simulator twilio = standing().start()) {
      Http http = Http.to(twilio);
      String sid = http.createdSid();
      String url = "https://example.com/other";

      assertThat(http.update(sid, "Status", "busy").status()).isEqualTo(400);
      assertThat(http.update(sid, "Url", url, "Twiml", "<Response/>").status()).isEqualTo(400);
      assertThat(http.update(sid, "StatusCallback", url).status()).isEqualTo(400);
      assertThat(http.update(sid, "Url", "nowhere").code()).isEqualTo(21205);
      assertThat(http.update(sid, "Url", url, "Method", "PUT").code()).isEqualTo(21209);
    }
  }

  @Test
  void deletesOnlyWhatIsOver() throws IOException {
    try (Simulator twilio = standing().start()) {
      Http http = Http.to(twilio);
      String sid = http.createdSid();

      Http.Response live = http.delete(sid);
      assertThat(live.status()).isEqualTo(400);
      assertThat(live.code()).isEqualTo(20009);
      twilio.advance(Duration.ofHours(1));
      Http.Response deleted = http.delete(sid);
      assertThat(deleted.status()).isEqualTo(204);
      assertThat(deleted.body()).isEmpty();
      assertThat(http.delete(sid).code()).isEqualTo(20404);
      assertThat(http.fetch(sid).status()).isEqualTo(404);
      assertThat(http.list().json().path("calls").size()).isZero();
      assertThat(twilio.oracle().rings(Http.TO)).isEqualTo(1);
    }
  }

  @Test
  void theMixOfOutcomesFollowsFromTheSeed() throws IOException {
    List<String> first = outcomes(7);
    assertThat(first).contains("completed", "busy", "no-answer", "failed");
    assertThat(outcomes(7)).isEqualTo(first);
    assertThat(outcomes(8)).isNotEqualTo(first);
  }

  private static List<String> outcomes(long seed) throws IOException {
    try (Simulator twilio = standing().seed(seed).outcomes(Outcomes.typical()).start()) {
      Http http = Http.to(twilio);
      for (int i = 0; i < 120; i++) {
        http.create();
      }
      twilio.advance(Duration.ofHours(1));
      List<String> outcomes = new ArrayList<>();
      http.list("PageSize", "200")
          .json()
          .path("calls")
          .forEach(
              call -> outcomes.add(call.path("sid").asString() + call.path("status").asString()));
      assertThat(outcomes).hasSize(120);
      return outcomes.stream().map(text -> text.substring(34)).toList();
    }
  }

  @Test
  void runsFasterThanTheWallClock() throws IOException {
    try (Simulator twilio = Simulator.builder().startTime(START).clockSpeed(1e9).start()) {
      String sid = Http.to(twilio).createdSid();
      assertThat(Http.to(twilio).fetch(sid).json().path("end_time").isNull()).isFalse();
    }
  }
}
