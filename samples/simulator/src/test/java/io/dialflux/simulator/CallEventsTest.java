package io.dialflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CallEventsTest {

  private static SimulatorBuilder standing() {
    return Simulator.builder()
        .clockSpeed(0)
        .startTime(Instant.parse("2026-08-18T09:05:00Z"))
        .outcomes(Outcomes.of(0, 1, 0, 0));
  }

  private static JsonNode events(Http http, String sid) throws IOException {
    return http.get(Http.CALLS + "/" + sid + "/Events.json").json().path("events");
  }

  @Test
  void appearFifteenMinutesAfterTheEndWithTheOriginalParameters() throws IOException {
    try (Simulator twilio = standing().start()) {
      Http http = Http.to(twilio);
      String url = "https://example.com/voice?attempt=42&x=%20";
      String sid =
          http.createdSid(
              "Url",
              url,
              "StatusCallbackEvent",
              "initiated",
              "StatusCallbackEvent",
              "completed",
              "SendDigits",
              "1w2");
      twilio.advance(Duration.ofMinutes(10));
      assertThat(http.fetch(sid).text("status")).isEqualTo("busy");
      assertThat(events(http, sid)).isEmpty();
      twilio.advance(Duration.ofMinutes(6));

      JsonNode request = events(http, sid).path(0).path("request");

      assertThat(request.path("method").asString()).isEqualTo("POST");
      assertThat(request.path("url").asString()).endsWith(Http.CALLS + ".json");
      JsonNode parameters = request.path("parameters");
      assertThat(parameters.path("to").asString()).isEqualTo(Http.TO);
      assertThat(parameters.path("send_digits").asString()).isEqualTo("1w2");
      assertThat(parameters.path("url").path(1).asString()).isEqualTo(url);
      assertThat(parameters.path("status_callback_event").path(1).asString())
          .isEqualTo("completed");
      assertThat(events(http, sid).path(0).path("response").path("response_code").asInt())
          .isEqualTo(201);
    }
  }

  @Test
  void canAppearSooner() throws IOException {
    try (Simulator twilio = standing().eventsAfter(Duration.ZERO).start()) {
      Http http = Http.to(twilio);
      String sid = http.createdSid();
      assertThat(events(http, sid)).isEmpty();
      twilio.advance(Duration.ofSeconds(10));
      assertThat(events(http, sid)).hasSize(1);
    }
  }

  @Test
  void tellOfWebhooksAndTheirAnswers() throws Exception {
    try (Simulator twilio = standing().eventsAfter(Duration.ZERO).start();
        Receiver application = new Receiver()) {
      Http http = Http.to(twilio);
      String callback = application.url("/status?attempt=43");
      String sid = http.createdSid("StatusCallback", callback);
      twilio.advance(Duration.ofMinutes(1));
      application.await("/status", 1);
      JsonNode events = events(http, sid);
      for (int i = 0; i < 1000 && events.size() < 2; i++) {
        Thread.sleep(5);
        events = events(http, sid);
      }
      JsonNode webhook = events.path(1);
      assertThat(webhook.path("request").path("url").asString()).isEqualTo(callback);
      assertThat(webhook.path("request").path("parameters").path("call_status").asString())
          .isEqualTo("busy");
      assertThat(webhook.path("response").path("response_code").asInt()).isEqualTo(200);
      assertThat(webhook.path("response").path("response_body").asString())
          .startsWith("<Response>");
    }
  }

  @Test
  void areThereForGeneratedCallsAndGoWithTheirCall() throws IOException {
    try (Simulator twilio = standing().history(5, Duration.ofDays(1)).start()) {
      Http http = Http.to(twilio);
      JsonNode call = http.list().json().path("calls").path(0);
      String sid = call.path("sid").asString();
      JsonNode parameters = events(http, sid).path(0).path("request").path("parameters");
      assertThat(parameters.path("to")).isEqualTo(call.path("to"));
      assertThat(http.delete(sid).status()).isEqualTo(204);
      assertThat(http.get(Http.CALLS + "/" + sid + "/Events.json").code()).isEqualTo(20404);
      assertThat(http.post(Http.CALLS + "/" + http.createdSid() + "/Events.json").status())
          .isEqualTo(405);
    }
  }
}
