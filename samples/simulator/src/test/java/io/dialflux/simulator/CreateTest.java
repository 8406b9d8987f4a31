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
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class CreateTest {
  private final Simulator twilio =
      Simulator.builder().clockSpeed(0).startTime(Instant.parse("2026-08-18T09:05:00Z")).start();
  private final Http http = Http.to(twilio);

  @AfterEach
  void close() {
    twilio.close();
  }

  @Test
  void answersTheWholeResource() throws IOException {
    Http.Response created = http.create();

    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Content-Type")).startsWith("application/json");
    JsonNode call = created.json();
    assertThat(call.propertyNames())
        .containsExactlyInAnyOrder(
            "sid",
            "account_sid",
            "parent_call_sid",
            "phone_number_sid",
            "group_sid",
            "trunk_sid",
            "stir_verstat",
            "status",
            "direction",
            "answered_by",
            "date_created",
            "date_updated",
            "start_time",
            "end_time",
            "duration",
            "price",
            "price_unit",
            "queue_time",
            "to",
            "to_formatted",
            "from",
            "from_formatted",
            "forwarded_from",
            "caller_name",
            "api_version",
            "uri",
            "subresource_uris");
    String sid = call.path("sid").asString();
    assertThat(sid).matches("CA[0-9a-f]{32}");
    assertThat(created.text("status")).isEqualTo("queued");
    assertThat(created.text("queue_time")).isEqualTo("0");
    assertThat(call.path("queue_time").isString()).isTrue();
    assertThat(created.text("to_formatted")).isEqualTo("(555) 867-5310");
    assertThat(created.text("date_created")).isEqualTo("Tue, 18 Aug 2026 09:05:00 +0000");
    assertThat(call.path("start_time").isNull()).isTrue();
    assertThat(call.path("duration").isNull()).isTrue();
    assertThat(created.text("uri")).isEqualTo(Http.CALLS + "/" + sid + ".json");
    assertThat(call.path("subresource_uris").path("user_defined_message_subscriptions").asString())
        .isEqualTo(Http.CALLS + "/" + sid + "/UserDefinedMessageSubscriptions.json");
    assertThat(call.path("subresource_uris").size()).isEqualTo(10);
    assertThat(created.header("Twilio-Request-Id")).isEqualTo("RQ" + sid.substring(2));
  }

  @ParameterizedTest
  @CsvSource({
    "To,'',21201",
    "From,'',21213",
    "To,+1555,21211",
    "To,5558675310,21211",
    "To,+15005550001,21217",
    "To,+15005550004,21216",
    "From,+1555,21212",
    "From,+15005550001,21212",
    "Url,not a url,21205",
    "Url,ftp://example.com/,21205",
    "StatusCallback,nowhere,21205",
    "StatusCallbackEvent,'initiated,ringing',21626",
    "StatusCallbackMethod,PUT,21209",
    "Method,PUT,21209",
    "ApplicationSid,AP1,21218",
    "SendDigits,12x,21206",
    "Timeout,601,21208",
    "Timeout,soon,21208",
    "MachineDetection,enable,21234",
    "MachineDetectionTimeout,soon,20422",
    "Record,yes,20422",
    "RecordingChannels,stereo,20422",
    "RecordingTrack,none,20422",
    "Trim,trim,20422",
    "AsyncAmd,1,20422",
    "Byoc,BY1,20422",
    "TimeLimit,59,20422",
    "Passports,'a,b,c,d,e,f',20422",
  })
  void refusesWhatTwilioRefuses(String parameter, String value, int code) throws IOException {
    Http.Response refused = http.create(parameter, value);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.json().path("status").asInt()).isEqualTo(400);
    assertThat(refused.text("more_info")).isEqualTo("https://www.twilio.com/docs/errors/" + code);
    assertThat(twilio.oracle().totalRings()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"Twiml,4001,32018", "SipAuthUsername,256,21221", "SipAuthPassword,256,21223"})
  void refusesWhatIsTooLong(String parameter, int length, int code) throws IOException {
    assertThat(http.create(parameter, "x".repeat(length)).code()).isEqualTo(code);
    assertThat(http.create(parameter, "x".repeat(length - 1)).status()).isEqualTo(201);
  }

  @Test
  void namesTheNumberInTheMessageAsTwilioDoes() throws IOException {
    assertThat(http.create("To", "+1555").text("message"))
        .isEqualTo("The 'To' number +1555 is not a valid phone number.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sip:jürgen@example.com", "client:alice", "+442071838750"})
  void acceptsEveryKindOfEndpoint(String to) throws IOException {
    assertThat(http.create("To", to).text("to")).isEqualTo(to);
    assertThat(twilio.oracle().rings(to)).isEqualTo(1);
  }

  @Test
  void needsSomethingToDoWithTheCall() throws IOException {
    String path = Http.CALLS + ".json";
    assertThat(http.post(path, "To", Http.TO, "From", Http.FROM).code()).isEqualTo(21205);
    assertThat(http.post(path, "From", Http.FROM, "Twiml", "<Response/>").code()).isEqualTo(21201);
    assertThat(http.post(path, "To", Http.TO, "Twiml", "<Response/>").code()).isEqualTo(21213);
    assertThat(http.post(path, "To", Http.TO, "From", Http.FROM, "Twiml", "<Response/>").status())
        .isEqualTo(201);
  }

  @Test
  void takesRepeatedKeysAndParametersItDoesNotKnow() throws IOException {
    Http.Response created =
        http.create(
            "StatusCallbackEvent", "initiated", "StatusCallbackEvent", "completed", "New", "1");
    assertThat(created.status()).isEqualTo(201);
  }

  @Test
  void refusesAMalformedForm() throws IOException {
    Http.Response refused =
        http.send(http.request(Http.CALLS + ".json").POST(BodyPublishers.ofString("To=%zz")));
    assertThat(refused.status()).isEqualTo(400);
  }

  @Test
  void findsTheAttemptWhereTheCallerStampedIt() throws IOException {
    http.create("StatusCallback", "https://example.com/s?a=b&attempt=one%2B1#rc=2");
    http.create("Url", "https://example.com/t?attempt=two");
    http.create("Twiml", "<Response><!-- attempt: three --><Hangup/></Response>");
    http.create("Twiml", "<Response><Hangup/></Response><!-- attempt: four sig: 0f -->");
    http.create("Url", "https://example.com/t?attempt=two");

    assertThat(twilio.oracle().ringsOfAttempt("one+1")).isEqualTo(1);
    assertThat(twilio.oracle().ringsOfAttempt("two")).isEqualTo(2);
    assertThat(twilio.oracle().ringsOfAttempt("three")).isEqualTo(1);
    assertThat(twilio.oracle().ringsOfAttempt("four")).isEqualTo(1);
    assertThat(twilio.oracle().attemptsRungAgain()).containsOnlyKeys("two").containsEntry("two", 2);
    assertThat(twilio.oracle().numbersRungAgain()).containsEntry(Http.TO, 5);
  }

  @Test
  void estimatesTheQueueTimeInMilliseconds() throws IOException {
    assertThat(http.create().text("queue_time")).isEqualTo("0");
    assertThat(http.create().text("queue_time")).isEqualTo("1000");
    assertThat(http.create().text("queue_time")).isEqualTo("2000");
    twilio.advance(Duration.ofSeconds(10));
    assertThat(http.create().text("queue_time")).isEqualTo("0");
  }
}
