package io.dialflux.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.twilio.base.Page;
import com.twilio.base.ResourceSet;
import com.twilio.exception.ApiException;
import com.twilio.http.HttpMethod;
import com.twilio.http.NetworkHttpClient;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Call;
import com.twilio.rest.api.v2010.account.call.Event;
import com.twilio.security.RequestValidator;
import com.twilio.type.PhoneNumber;
import com.twilio.type.Twiml;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.HttpHost;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The oldest judge: the official SDK cannot tell the simulator from Twilio. It believes to talk to
 * {@code https://api.twilio.com}; only its HTTP client knows better. Whatever it stumbles over is
 * the simulator's fault until proven otherwise.
 */
class OfficialClientTest {
  private static final Instant START = Instant.parse("2026-08-18T09:05:00Z");
  private static final PhoneNumber TO = new PhoneNumber(Http.TO);
  private static final PhoneNumber FROM = new PhoneNumber(Http.FROM);
  private static final Twiml HELLO = new Twiml("<Response><Say>Hello</Say></Response>");

  private final Simulator twilio =
      Simulator.builder()
          .clockSpeed(0)
          .startTime(START)
          .callsPerSecond(10)
          .outcomes(Outcomes.allCompleted())
          .history(2_300, Duration.ofDays(100))
          .start();
  private final TwilioRestClient client =
      client(Simulator.DEFAULT_ACCOUNT_SID, Simulator.DEFAULT_AUTH_TOKEN);

  private TwilioRestClient client(String user, String password) {
    HttpHost here = new HttpHost("http", "127.0.0.1", twilio.baseUrl().getPort());
    HttpClientBuilder http =
        HttpClientBuilder.create().setRoutePlanner((target, context) -> new HttpRoute(here));
    return new TwilioRestClient.Builder(user, password)
        .accountSid(Simulator.DEFAULT_ACCOUNT_SID)
        .httpClient(new NetworkHttpClient(http))
        .build();
  }

  @AfterEach
  void close() {
    twilio.close();
  }

  private Call create() {
    return Call.creator(TO, FROM, HELLO).create(client);
  }

  private static ZonedDateTime utc(Instant instant) {
    return instant.atZone(ZoneOffset.UTC);
  }

  @Test
  void createsWithManyParametersAndReadsTypedValues() {
    create();
    Call call =
        Call.creator(TO, FROM, URI.create("https://example.com/voice?attempt=official"))
            .setMethod(HttpMethod.GET)
            .setFallbackUrl(URI.create("https://example.com/fallback"))
            .setFallbackMethod(HttpMethod.POST)
            .setStatusCallback(URI.create("https://example.com/status"))
            .setStatusCallbackEvent(List.of("initiated", "ringing", "answered", "completed"))
            .setStatusCallbackMethod(HttpMethod.POST)
            .setSendDigits("12w3#")
            .setTimeout(30)
            .setRecord(true)
            .setRecordingChannels("dual")
            .setRecordingStatusCallback("https://example.com/recording")
            .setRecordingStatusCallbackMethod(HttpMethod.POST)
            .setRecordingStatusCallbackEvent(List.of("in-progress", "completed"))
            .setRecordingTrack("both")
            .setTrim("do-not-trim")
            .setSipAuthUsername("ann")
            .setSipAuthPassword("secret")
            .setMachineDetection("DetectMessageEnd")
            .setMachineDetectionTimeout(20)
            .setMachineDetectionSpeechThreshold(2000)
            .setMachineDetectionSpeechEndThreshold(1000)
            .setMachineDetectionSilenceTimeout(3000)
            .setAsyncAmd("true")
            .setAsyncAmdStatusCallback(URI.create("https://example.com/amd"))
            .setAsyncAmdStatusCallbackMethod(HttpMethod.POST)
            .setCallerId(Http.FROM)
            .setByoc("BY" + "0".repeat(32))
            .setCallReason("Your parcel, at 10 o'clock & more ñ")
            .setCallToken("token")
            .setTimeLimit(600)
            .setClientNotificationUrl(URI.create("https://example.com/notify"))
            .setRecordingConfigurationId("configuration")
            .setPassports("one,two")
            .create(client);

    assertThat(call.getSid()).matches("CA[0-9a-f]{32}");
    assertThat(call.getAccountSid()).isEqualTo(Simulator.DEFAULT_ACCOUNT_SID);
    assertThat(call.getStatus()).isEqualTo(Call.Status.QUEUED);
    assertThat(call.getTo()).isEqualTo(Http.TO);
    assertThat(call.getToFormatted()).isEqualTo("(555) 867-5310");
    assertThat(call.getFrom()).isEqualTo(Http.FROM);
    assertThat(call.getPhoneNumberSid()).startsWith("PN");
    assertThat(call.getDirection()).isEqualTo("outbound-api");
    assertThat(call.getDateCreated()).isEqualTo(utc(START));
    assertThat(call.getQueueTime()).isEqualTo("100");
    assertThat(call.getStartTime()).isNull();
    assertThat(call.getDuration()).isNull();
    assertThat(call.getPriceUnit().getCurrencyCode()).isEqualTo("USD");
    assertThat(call.getApiVersion()).isEqualTo("2010-04-01");
    assertThat(call.getSubresourceUris())
        .containsKeys("recordings", "events", "user_defined_message_subscriptions");
    assertThat(twilio.oracle().ringsOfAttempt("official")).isEqualTo(1);
  }

  @Test
  void fetchesUpdatesAndDeletes() {
    String sid = create().getSid();
    assertThat(Call.fetcher(sid).fetch(client).getStatus()).isEqualTo(Call.Status.RINGING);
    while (Call.fetcher(sid).fetch(client).getStatus() == Call.Status.RINGING) {
      twilio.advance(Duration.ofSeconds(1));
    }
    assertThat(Call.fetcher(sid).fetch(client).getStatus()).isEqualTo(Call.Status.IN_PROGRESS);
    assertThat(Call.updater(sid).setTwiml(HELLO).update(client).getStatus())
        .isEqualTo(Call.Status.IN_PROGRESS);
    twilio.advance(Duration.ofSeconds(4));
    Call ended = Call.updater(sid).setStatus(Call.UpdateStatus.COMPLETED).update(client);
    assertThat(ended.getStatus()).isEqualTo(Call.Status.COMPLETED);
    assertThat(Integer.parseInt(ended.getDuration())).isBetween(4, 5);
    assertThat(ended.getEndTime()).isEqualTo(utc(twilio.now()));
    twilio.advance(Duration.ofMinutes(1));
    assertThat(Call.fetcher(sid).fetch(client).getPrice()).isEqualTo("-0.01400");
    assertThat(Call.deleter(sid).delete(client)).isTrue();
    assertThat(error(() -> Call.fetcher(sid).fetch(client)).getStatusCode()).isEqualTo(404);
  }

  private static ApiException error(Runnable action) {
    return catchThrowableOfType(ApiException.class, action::run);
  }

  @Test
  void listsOverManyPages() {
    List<String> placed = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      placed.add(0, create().getSid());
    }
    ResourceSet<Call> all = Call.reader().pageSize(100).read(client);
    List<String> sids = new ArrayList<>();
    all.forEach(call -> sids.add(call.getSid()));
    assertThat(sids)
        .hasSize(2_330)
        .doesNotHaveDuplicates()
        .startsWith(placed.toArray(String[]::new));
    assertThat(Call.reader().limit(70).pageSize(50).read(client)).hasSize(70);
  }

  @Test
  void filters() {
    create();
    String canceled = create().getSid();
    Call.updater(canceled).setStatus(Call.UpdateStatus.CANCELED).update(client);
    assertThat(Call.reader().setTo(TO).read(client)).hasSize(2);
    assertThat(Call.reader().setTo(TO).setStatus(Call.Status.CANCELED).read(client))
        .extracting(Call::getSid)
        .containsExactly(canceled);
    ZonedDateTime from = utc(START.minus(Duration.ofDays(10)));
    ZonedDateTime before = utc(START.minus(Duration.ofDays(3)));
    List<Call> week = new ArrayList<>();
    Call.reader()
        .setStartTimeAfter(from)
        .setStartTimeBefore(before)
        .pageSize(20)
        .read(client)
        .forEach(week::add);
    assertThat(week).hasSizeBetween(140, 170);
    assertThat(week)
        .allMatch(
            call -> !call.getStartTime().isBefore(from) && call.getStartTime().isBefore(before));
    String from1 = week.get(0).getFrom();
    assertThat(Call.reader().setFrom(from1).pageSize(50).read(client))
        .hasSizeGreaterThan(50)
        .allMatch(call -> call.getFrom().equals(from1));
  }

  @Test
  void goesToAndFro() {
    Page<Call> first = Call.reader().pageSize(10).firstPage(client);
    Page<Call> second = Call.reader().nextPage(first, client);
    Page<Call> back = Call.reader().previousPage(second, client);
    assertThat(new HashSet<>(first.getRecords())).isEqualTo(new HashSet<>(back.getRecords()));
    assertThat(second.getRecords()).doesNotContainAnyElementsOf(first.getRecords());
  }

  @Test
  void understandsErrors() {
    ApiException invalid =
        error(() -> Call.creator(new PhoneNumber("+1555"), FROM, HELLO).create(client));
    assertThat(invalid.getCode()).isEqualTo(21211);
    assertThat(invalid.getStatusCode()).isEqualTo(400);
    assertThat(invalid.getMessage())
        .isEqualTo("The 'To' number +1555 is not a valid phone number.");
    assertThat(invalid.getMoreInfo()).isEqualTo("https://www.twilio.com/docs/errors/21211");
    assertThat(error(() -> Call.deleter(create().getSid()).delete(client)).getCode())
        .isEqualTo(20009);
    TwilioRestClient stranger = client(Simulator.DEFAULT_ACCOUNT_SID, "wrong");
    ApiException refused = error(() -> Call.creator(TO, FROM, HELLO).create(stranger));
    assertThat(refused.getStatusCode()).isEqualTo(401);
    assertThat(refused.getCode()).isEqualTo(20003);
    twilio.nextRequests(Fault.REFUSED);
    assertThat(error(this::create).getCode()).isEqualTo(21216);
  }

  /**
   * The official client sends a create again after a 500: the oracle sees the phone ring thrice.
   */
  @Test
  void ringsAgainAndAgainWhenTheAnswerIsLost() {
    twilio.nextCreates(
        Fault.SERVER_ERROR_AFTER_PLACING,
        Fault.SERVER_ERROR_AFTER_PLACING,
        Fault.SERVER_ERROR_AFTER_PLACING);
    assertThat(error(this::create).getStatusCode()).isEqualTo(500);
    assertThat(twilio.oracle().rings(Http.TO)).isEqualTo(3);
  }

  @Test
  void readsTheEventsOfACall() {
    String sid = create().getSid();
    assertThat(Event.reader(sid).read(client)).isEmpty();
    twilio.advance(Duration.ofHours(1));
    List<Event> events = new ArrayList<>();
    Event.reader(sid).read(client).forEach(events::add);
    assertThat(events).hasSize(1);
    assertThat(events.get(0).getRequest().toString()).contains(Http.TO);
  }

  @Test
  void findsTheSignatureOfAWebhookRight() throws Exception {
    try (Receiver application = new Receiver()) {
      Call.creator(TO, FROM, HELLO)
          .setStatusCallback(URI.create(application.url("/status?a=b%20c")))
          .create(client);
      twilio.advance(Duration.ofHours(1));
      Receiver.Webhook webhook = application.await("/status", 1).get(0);
      Map<String, String> posted = new HashMap<>();
      webhook.parameters().names().forEach(name -> posted.put(name, webhook.get(name)));
      RequestValidator validator = new RequestValidator(Simulator.DEFAULT_AUTH_TOKEN);
      String url = application.url(webhook.uri());
      assertThat(validator.validate(url, posted, webhook.signature())).isTrue();
      posted.put("CallStatus", "forged");
      assertThat(validator.validate(url, posted, webhook.signature())).isFalse();
    }
  }
}
