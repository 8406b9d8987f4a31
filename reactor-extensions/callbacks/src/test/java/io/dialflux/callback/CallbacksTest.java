package io.dialflux.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dialflux.call.CallStatus;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** As a function of the request, which routes are too. */
class CallbacksTest {
  private static final String URL = "https://example.com/status?attempt=a1";
  private static final Map<String, String> COMPLETED =
      Map.of("CallSid", Signed.SID, "CallStatus", "completed", "SequenceNumber", "3");

  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final Callbacks callbacks =
      Callbacks.signedBy(SignatureValidator.of(Signed.TOKEN)).scheduler(time);
  private final List<CallEvent> handled = new ArrayList<>();

  private Mono<Void> handle(CallEvent event) {
    return Mono.fromRunnable(() -> handled.add(event));
  }

  private int status(Callbacks callbacks, CallbackRequest request) {
    return callbacks.receive(request, this::handle).map(CallbackAnswer::status).block();
  }

  @Test
  void aSignedEventIsHandledOnce() {
    assertThat(status(callbacks, Signed.post(URL, COMPLETED))).isEqualTo(204);
    assertThat(handled).hasSize(1);
    CallEvent event = handled.get(0);
    assertThat(event.callStatus()).isSameAs(CallStatus.COMPLETED);
    assertThat(event.query("attempt")).isEqualTo("a1");
    assertThat(event.idempotencyToken()).isEqualTo("token-1");
  }

  @Test
  void aSignedGetIsHandledToo() {
    String url = URL + "&CallSid=" + Signed.SID + "&CallStatus=ringing";
    assertThat(status(callbacks, Signed.get(url))).isEqualTo(204);
    assertThat(handled.get(0).callStatus()).isSameAs(CallStatus.RINGING);
    assertThat(handled.get(0).query("attempt")).isEqualTo("a1");
  }

  @Test
  void aWrongSignatureReachesNoHandler() {
    String form = Signed.form(COMPLETED);
    String other = Signed.signature("other", URL, COMPLETED);
    assertThat(status(callbacks, Signed.post(URL, form, other))).isEqualTo(403);
    assertThat(status(callbacks, Signed.post(URL, form, null))).isEqualTo(403);
    assertThat(handled).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "HEAD", "OPTIONS", "get"})
  void anotherMethodIsNotAllowed(String method) {
    CallbackRequest request =
        Signed.request(method, URL, null, "", Signed.signature(Signed.TOKEN, URL, Map.of()));
    assertThat(status(callbacks, request)).isEqualTo(405);
    assertThat(handled).isEmpty();
  }

  @Test
  void aBodyIsBounded() {
    int length = Signed.form(COMPLETED).length();
    assertThat(status(callbacks.maxBodyBytes(length), Signed.post(URL, COMPLETED))).isEqualTo(204);
    assertThat(status(callbacks.maxBodyBytes(length - 1), Signed.post(URL, COMPLETED)))
        .isEqualTo(413);
    assertThat(handled).hasSize(1);
  }

  @Test
  void whatTellsOfNoCallIsUnreadable() {
    assertThat(status(callbacks, Signed.post(URL, Map.of("MessageSid", "SM1")))).isEqualTo(400);
    assertThat(status(callbacks, Signed.get(URL))).isEqualTo(400);
    assertThat(handled).isEmpty();
  }

  @Test
  void thePublicUrlStandsForWhatTheProxyTookAway() {
    Callbacks proxied = callbacks.publicUrl(URI.create("https://example.com/twilio/"));
    String signature =
        Signed.signature(Signed.TOKEN, "https://example.com/twilio/status?a=%20", COMPLETED);
    for (String received : List.of("/status?a=%20", "http://10.0.0.1:8080/status?a=%20")) {
      CallbackRequest request = Signed.post(received, Signed.form(COMPLETED), signature);
      assertThat(status(proxied, request)).isEqualTo(204);
      assertThat(status(callbacks, request)).isEqualTo(403);
    }
  }

  @Test
  void theAnswerWaitsForTheHandler() {
    Sinks.Empty<Void> saved = Sinks.empty();
    StepVerifier.create(callbacks.receive(Signed.post(URL, COMPLETED), event -> saved.asMono()))
        .then(() -> time.advanceTimeBy(Duration.ofSeconds(4)))
        .then(saved::tryEmitEmpty)
        .assertNext(answer -> assertThat(answer.status()).isEqualTo(204))
        .verifyComplete();
  }

  @Test
  void aSlowHandlerIsCancelledAndTwilioToldToComeAgain() {
    AtomicBoolean cancelled = new AtomicBoolean();
    Mono<Void> never = Mono.<Void>never().doOnCancel(() -> cancelled.set(true));
    Callbacks hasty = callbacks.acceptWithin(Duration.ofSeconds(2));
    StepVerifier.create(hasty.receive(Signed.post(URL, COMPLETED), event -> never))
        .expectSubscription()
        .then(() -> time.advanceTimeBy(Duration.ofMillis(1_999)))
        .then(() -> assertThat(cancelled).isFalse())
        .then(() -> time.advanceTimeBy(Duration.ofMillis(1)))
        .assertNext(answer -> assertThat(answer.status()).isEqualTo(503))
        .verifyComplete();
    assertThat(cancelled).isTrue();
  }

  @Test
  void aFailingHandlerHasNotAccepted() {
    CallbackRequest request = Signed.post(URL, COMPLETED);
    Function<CallEvent, Mono<Void>> failing =
        event -> Mono.error(new IllegalStateException("full"));
    Function<CallEvent, Mono<Void>> throwing =
        event -> {
          throw new IllegalStateException("full");
        };
    assertThat(callbacks.receive(request, failing).block().status()).isEqualTo(503);
    assertThat(callbacks.receive(request, throwing).block().status()).isEqualTo(503);
  }

  @Test
  void nothingIsHandledBeforeTheSubscription() {
    Mono<CallbackAnswer> answer = callbacks.receive(Signed.post(URL, COMPLETED), this::handle);
    assertThat(handled).isEmpty();
    answer.block();
    answer.block();
    assertThat(handled).hasSize(2);
  }

  @Test
  void instructionsAreAnswered() {
    String url = "https://example.com/answer";
    Map<String, String> answered = Map.of("CallSid", Signed.SID, "CallStatus", "in-progress");
    CallbackRequest request = Signed.post(url, answered);
    String hangUp = "<Response><Hangup/></Response>";
    CallbackAnswer answer = callbacks.instruct(request, event -> Mono.just(hangUp)).block();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.twiml()).isEqualTo(hangUp);
    assertThat(callbacks.instruct(request, event -> Mono.empty()).block().status()).isEqualTo(204);
  }

  @Test
  void showsNothingPersonal() {
    assertThat(Signed.post(URL, COMPLETED).toString()).doesNotContain("example", "CA01", "attempt");
  }

  @Test
  void badOptionsAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> callbacks.maxBodyBytes(0))
        .withMessageContaining("most");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> callbacks.acceptWithin(Duration.ofSeconds(16)))
        .withMessageContaining("time");
    for (String url :
        List.of("/status", "ftp://example.com", "https:/x", "https://a/?b", "http://a#b")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> callbacks.publicUrl(URI.create(url)))
          .withMessageContaining("url");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> callbacks.routes("status", this::handle))
        .withMessageContaining("path");
  }
}
