package io.dialflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialflux.simulator.Receiver.Webhook;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WebhooksTest {
  private static final String[] ALL = {"initiated", "ringing", "answered", "completed"};
  private static final Duration LONG = Duration.ofMinutes(10);

  private final Receiver application = new Receiver();
  private final Simulator twilio = standing().outcomes(Outcomes.allCompleted()).start();
  private final Http http = Http.to(twilio);

  WebhooksTest() throws IOException {}

  private static SimulatorBuilder standing() {
    return Simulator.builder().clockSpeed(0).startTime(Instant.parse("2026-08-18T09:05:00Z"));
  }

  @AfterEach
  void close() {
    twilio.close();
    application.close();
  }

  private String call(String statusPath, String... more) throws IOException {
    return call(http, statusPath, more);
  }

  /** Places a call with all four events and no Url of ours. */
  private String call(Http http, String statusPath, String... more) throws IOException {
    String[] form = new String[10 + more.length];
    form[0] = "StatusCallback";
    form[1] = application.url(statusPath);
    for (int i = 0; i < ALL.length; i++) {
      form[2 + 2 * i] = "StatusCallbackEvent";
      form[3 + 2 * i] = ALL[i];
    }
    System.arraycopy(more, 0, form, 10, more.length);
    return http.createdSid(form);
  }

  private static List<String> values(List<Webhook> webhooks, String name) {
    return webhooks.stream().map(webhook -> webhook.get(name)).toList();
  }

  @Test
  void tellOfACallsLifeInOrder() throws Exception {
    String sid = call("/status?attempt=a-1");
    twilio.advance(LONG);

    List<Webhook> told = application.await("/status", 4);

    assertThat(values(told, "CallStatus"))
        .containsExactly("initiated", "ringing", "in-progress", "completed");
    assertThat(values(told, "SequenceNumber")).containsExactly("0", "1", "2", "3");
    assertThat(values(told, "CallSid")).containsOnly(sid);
    assertThat(values(told, "CallbackSource")).containsOnly("call-progress-events");
    Webhook last = told.get(3);
    assertThat(last.method()).isEqualTo("POST");
    assertThat(last.uri()).isEqualTo("/status?attempt=a-1");
    Http.Response call = http.fetch(sid);
    assertThat(last.get("CallDuration")).isEqualTo(call.text("duration"));
    assertThat(last.get("Timestamp")).isEqualTo(call.text("end_time"));
    assertThat(last.get("SipResponseCode")).isEqualTo("200");
    assertThat(last.get("To")).isEqualTo(Http.TO);
    assertThat(last.get("Direction")).isEqualTo("outbound-api");
    assertThat(values(told, "CallDuration").subList(0, 3)).containsOnly("");
  }

  @Test
  void comeWhenTheyAreDueAndNotBefore() throws Exception {
    call("/one");
    call("/two");
    assertThat(values(application.await("/one", 2), "CallStatus"))
        .containsExactly("initiated", "ringing");
    assertThat(application.of("/two")).isEmpty();
    twilio.advance(Duration.ofSeconds(1));
    application.await("/two", 2);
  }

  @Test
  void tellOnlyOfTheEventsThatWereAskedForAndOfTheEndByDefault() throws Exception {
    http.create("StatusCallback", application.url("/end"), "StatusCallbackMethod", "GET");
    http.create("StatusCallback", application.url("/answer"), "StatusCallbackEvent", "answered");
    twilio.advance(LONG);

    Webhook end = application.await("/end", 1).get(0);
    assertThat(end.method()).isEqualTo("GET");
    assertThat(end.get("CallStatus")).isEqualTo("completed");
    assertThat(end.get("SequenceNumber")).isEqualTo("0");
    assertThat(values(application.await("/answer", 1), "CallStatus"))
        .containsExactly("in-progress");
  }

  @Test
  void areSignedWithTheAuthTokenOfTheAccount() throws Exception {
    call("/post?a=b%20c");
    call("/get?d=e", "StatusCallbackMethod", "GET");
    twilio.advance(LONG);
    WebhookSignature signature = WebhookSignature.ofAuthToken(Simulator.DEFAULT_AUTH_TOKEN);

    for (Webhook post : application.await("/post", 4)) {
      SortedMap<String, String> posted = new TreeMap<>();
      post.parameters().names().forEach(name -> posted.put(name, post.get(name)));
      assertThat(post.signature()).isEqualTo(signature.of(application.url(post.uri()), posted));
    }
    for (Webhook get : application.await("/get", 4)) {
      assertThat(get.signature())
          .isEqualTo(signature.of(application.url(get.uri()), new TreeMap<>()));
      assertThat(get.get("d")).isEqualTo("e");
    }
  }

  @Test
  void areSignedWithASubaccountsOwnToken() throws Exception {
    String sub = "AC" + "1".repeat(32);
    try (Simulator other =
        standing()
            .account(Http.ACCOUNT, "token")
            .subaccount(Http.ACCOUNT, sub, "sub-token")
            .start()) {
      Http.to(other)
          .post(
              "/2010-04-01/Accounts/" + sub + "/Calls.json",
              "To",
              Http.TO,
              "From",
              Http.FROM,
              "Twiml",
              "<Response/>",
              "StatusCallback",
              application.url("/sub"),
              "StatusCallbackMethod",
              "GET");
      other.advance(LONG);
      Webhook webhook = application.await("/sub", 1).get(0);
      assertThat(webhook.get("AccountSid")).isEqualTo(sub);
      assertThat(webhook.signature())
          .isEqualTo(
              WebhookSignature.ofAuthToken("sub-token")
                  .of(application.url(webhook.uri()), new TreeMap<>()));
    }
  }

  @ParameterizedTest
  @CsvSource({"0,1,0,0,busy,486", "0,0,1,0,no-answer,487", "0,0,0,1,failed,404"})
  void tellHowACallFailed(
      double completed, double busy, double noAnswer, double failed, String status, String sip)
      throws Exception {
    try (Simulator other =
        standing().outcomes(Outcomes.of(completed, busy, noAnswer, failed)).start()) {
      call(Http.to(other), "/failed");
      other.advance(LONG);
      List<Webhook> told = application.await("/failed", 3);
      assertThat(values(told, "CallStatus")).containsExactly("initiated", "ringing", status);
      assertThat(told.get(2).get("SipResponseCode")).isEqualTo(sip);
      assertThat(told.get(2).get("CallDuration")).isEqualTo("0");
    }
  }

  @Test
  void aCallCanceledInTheQueueIsSilentAndOneCanceledWhileRingingIsNot() throws Exception {
    String ringing = call("/ringing");
    String queued = call("/queued");
    application.await("/ringing", 2);
    http.update(queued, "Status", "canceled");
    http.update(ringing, "Status", "canceled");

    List<Webhook> told = application.await("/ringing", 3);
    assertThat(values(told, "CallStatus")).containsExactly("initiated", "ringing", "canceled");
    twilio.advance(LONG);
    call("/later");
    application.await("/later", 2);
    assertThat(application.of("/queued")).isEmpty();
  }

  @Test
  void canBeLostOrDoubledOnDemand() throws Exception {
    twilio.nextWebhooks(WebhookFault.LOST, WebhookFault.NONE, WebhookFault.DOUBLED);
    call("/faulty");
    twilio.advance(LONG);

    List<Webhook> told = application.await("/faulty", 4);

    assertThat(values(told, "SequenceNumber")).containsExactly("1", "2", "2", "3");
    assertThat(told.get(1).token())
        .isEqualTo(told.get(2).token())
        .isNotEqualTo(told.get(3).token());
  }

  @Test
  void canBeLateOrOutOfOrderOnDemand() throws Exception {
    twilio.webhooks(Webhooks.local().lateBy(Duration.ofHours(1)));
    twilio.nextWebhooks(WebhookFault.LATE, WebhookFault.OUT_OF_ORDER);
    call("/faulty");
    twilio.advance(LONG);
    assertThat(values(application.await("/faulty", 3), "SequenceNumber"))
        .containsExactly("2", "1", "3");
    twilio.advance(Duration.ofHours(1));
    assertThat(values(application.await("/faulty", 4), "SequenceNumber"))
        .containsExactly("2", "1", "3", "0");
  }

  @Test
  void failByRateAsTheSeedWants() throws Exception {
    Webhooks half = Webhooks.local().on(WebhookFault.DOUBLED, 0.5);
    WebhookScript twin = new WebhookScript(3, half);
    int expected = 0;
    for (int i = 0; i < 40; i++) {
      expected += twin.next() == WebhookFault.DOUBLED ? 2 : 1;
    }
    assertThat(expected).isBetween(50, 70);
    try (Simulator other = standing().seed(3).callsPerSecond(1000).webhooks(half).start()) {
      for (int i = 0; i < 40; i++) {
        Http.to(other).create("StatusCallback", application.url("/rate"));
      }
      other.advance(LONG);
      assertThat(application.await("/rate", expected)).hasSize(expected);
    }
    assertThatThrownBy(() -> Webhooks.local().on(WebhookFault.LOST, 1.1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void areRepeatedAsTheFragmentSays() throws Exception {
    application.nextStatus(500);
    application.nextStatus(503);
    http.create("StatusCallback", application.url("/again#rc=3&rp=5xx,ct"));
    twilio.advance(LONG);
    List<Webhook> attempts = application.await("/again", 3);
    assertThat(attempts).hasSize(3);
    assertThat(attempts.stream().map(Webhook::token).distinct()).hasSize(1);
    assertThat(attempts).allMatch(attempt -> attempt.uri().equals("/again"));
  }

  @Test
  void areNotRepeatedAfterAnAnswerUnlessAskedFor() throws Exception {
    application.nextStatus(500);
    http.create("StatusCallback", application.url("/once"));
    twilio.advance(LONG);
    application.await("/once", 1);
    http.create("StatusCallback", application.url("/next"));
    twilio.advance(LONG);
    application.await("/next", 1);
    assertThat(application.of("/once")).hasSize(1);
  }

  @Test
  void areNotRepeatedAfterSuccessWhateverIsAskedFor() throws Exception {
    http.create("StatusCallback", application.url("/fine#rc=3&rp=all"));
    twilio.advance(LONG);
    application.await("/fine", 1);
    http.create("StatusCallback", application.url("/next"));
    twilio.advance(LONG);
    application.await("/next", 1);
    assertThat(application.of("/fine")).hasSize(1);
  }

  @Test
  void anApplicationThatIsDownStopsNothing() throws Exception {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    String down = "http://127.0.0.1:" + closed + "/";
    http.create("StatusCallback", down, "Url", down);
    call("/up");
    twilio.advance(LONG);
    application.await("/up", 4);
  }

  @Test
  void theAnsweredCallFetchesItsTwimlAndHangsUpAsItSays() throws Exception {
    application.twiml("<Response><Pause length=\"2\"/><Hangup/></Response>");
    String sid = http.createdSid("Url", application.url("/voice?attempt=v"));
    twilio.advance(LONG);

    Webhook fetch = application.await("/voice", 1).get(0);

    assertThat(fetch.get("CallStatus")).isEqualTo("in-progress");
    assertThat(fetch.get("CallSid")).isEqualTo(sid);
    assertThat(awaitEnd(sid).text("duration")).isEqualTo("2");
  }

  private Http.Response awaitEnd(String sid) throws Exception {
    Http.Response call = http.fetch(sid);
    for (int i = 0; i < 1000 && call.json().path("end_time").isNull(); i++) {
      Thread.sleep(5);
      call = http.fetch(sid);
    }
    assertThat(call.text("status")).isEqualTo("completed");
    return call;
  }

  @Test
  void theCallWaitsForItsTwimlAndThenTheStatusCallbackFollows() throws Exception {
    String sid = call("/all", "Url", application.url("/voice"), "Method", "GET");
    twilio.advance(LONG);
    assertThat(application.await("/voice", 1).get(0).method()).isEqualTo("GET");
    List<Webhook> told = application.await("/all", 4);
    Http.Response ended = awaitEnd(sid);
    assertThat(Integer.parseInt(ended.text("duration"))).isBetween(5, 120);
    assertThat(told.get(3).get("CallDuration")).isEqualTo(ended.text("duration"));
  }

  @Test
  void theFallbackIsAskedWhenTheUrlFails() throws Exception {
    application.nextStatus(500);
    application.twiml("<Response><Hangup/></Response>");
    String sid =
        http.createdSid(
            "Url", application.url("/voice"), "FallbackUrl", application.url("/fallback"));
    twilio.advance(LONG);
    application.await("/fallback", 1);
    assertThat(awaitEnd(sid).text("duration")).isEqualTo("0");
  }

  @Test
  void aRedirectedCallFetchesItsNewTwiml() throws Exception {
    String sid = http.createdSid("Twiml", "<Response><Say>Hello</Say></Response>");
    twilio.advance(Duration.ofSeconds(1));
    while (http.fetch(sid).text("status").equals("ringing")) {
      twilio.advance(Duration.ofSeconds(1));
    }
    application.twiml("<Response><Hangup/></Response>");
    assertThat(
            http.update(
                    sid,
                    "Url",
                    application.url("/other"),
                    "StatusCallback",
                    application.url("/new"))
                .text("status"))
        .isEqualTo("in-progress");
    application.await("/other", 1);
    assertThat(values(application.await("/new", 1), "CallStatus")).containsExactly("completed");
    awaitEnd(sid);
  }

  @Test
  void inlineTwimlIsUnderstoodToo() throws Exception {
    String path = Http.CALLS + ".json";
    String hangup = "<Response><!-- bye --><Hangup/></Response>";
    String sid = http.post(path, "To", Http.TO, "From", Http.FROM, "Twiml", hangup).text("sid");
    twilio.advance(LONG);
    assertThat(http.fetch(sid).text("duration")).isEqualTo("0");
  }

  @Test
  void detectedMachinesAreToldAsynchronously() throws Exception {
    for (int i = 0; i < 8; i++) {
      http.create(
          "MachineDetection",
          "Enable",
          "AsyncAmd",
          "true",
          "AsyncAmdStatusCallback",
          application.url("/amd"));
    }
    twilio.advance(LONG);
    List<Webhook> told = application.await("/amd", 8);
    assertThat(values(told, "AnsweredBy")).contains("human", "machine_start");
    assertThat(values(told, "MachineDetectionDuration")).containsOnly("3500");
  }

  @Test
  void goOnlyToThisMachineUnlessAskedFor() {
    Webhooks local = Webhooks.local();
    assertThat(local.deliver("http://localhost:8080/")).isTrue();
    assertThat(local.deliver("https://app.localhost/")).isTrue();
    assertThat(local.deliver("http://[::1]/")).isTrue();
    assertThat(local.deliver("http://127.0.0.1/")).isTrue();
    assertThat(local.deliver("https://example.com/")).isFalse();
    assertThat(local.deliver("https://127.0.0.1.example.com/")).isFalse();
    assertThat(local.toAnyHost().deliver("https://example.com/")).isTrue();
    assertThat(Webhooks.off().deliver(URI.create("http://localhost/").toString())).isFalse();
  }
}
