package io.dialflux.callback;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.CallsClient;
import io.dialflux.Credentials;
import io.dialflux.call.Call;
import io.dialflux.call.CallStatus;
import io.dialflux.call.CallTemplate;
import io.dialflux.call.HttpMethod;
import io.dialflux.call.StatusCallbackEvent;
import io.dialflux.callback.CallEvent.Kind;
import io.dialflux.simulator.Fault;
import io.dialflux.simulator.Outcomes;
import io.dialflux.simulator.Simulator;
import io.dialflux.simulator.WebhookFault;
import io.dialflux.simulator.Webhooks;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.test.StepVerifier;

/** With the webhooks of a simulated Twilio, over real connections. */
class SimulatorCallbacksTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final Simulator twilio =
      Simulator.builder()
          .callsPerSecond(1_000)
          .clockSpeed(200)
          .outcomes(Outcomes.allCompleted())
          .start();
  private final CallsClient calls =
      CallsClient.builder()
          .credentials(
              Credentials.authToken(Simulator.DEFAULT_ACCOUNT_SID, Simulator.DEFAULT_AUTH_TOKEN))
          .baseUrl(twilio.baseUrl())
          .build();
  private final CallEvents events = CallEvents.buffering(1_024);
  private final Callbacks callbacks =
      Callbacks.signedBy(SignatureValidator.of(Simulator.DEFAULT_AUTH_TOKEN));
  private final Queue<CallEvent> asked = new ConcurrentLinkedQueue<>();
  private final AtomicInteger refusals = new AtomicInteger();
  private final DisposableServer server =
      HttpServer.create()
          .host("127.0.0.1")
          .route(
              routes -> {
                callbacks.routes("/status", events::accept).accept(routes);
                callbacks.routes("/busy", this::secondTime).accept(routes);
                callbacks.instructions("/answer", this::hangUp).accept(routes);
              })
          .bindNow();
  private final CallTemplate template =
      CallTemplate.from("+15552223333")
          .url(url("/answer"))
          .statusCallback(url("/status?attempt=a%201"), StatusCallbackEvent.values());
  private final CallWatcher watcher =
      CallWatcher.with(calls)
          .firstPoll(Duration.ofMillis(50))
          .pollEvery(Duration.ofMillis(50), Duration.ofMillis(200));

  private URI url(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  private Mono<String> hangUp(CallEvent event) {
    asked.add(event);
    return Mono.just("<Response><Hangup/></Response>");
  }

  private Mono<Void> secondTime(CallEvent event) {
    return refusals.getAndIncrement() == 0
        ? Mono.error(new IllegalStateException("busy"))
        : events.accept(event);
  }

  private String create(CallTemplate template) {
    return calls.create(template.to("+15558675310")).map(Call::sid).block(LONG);
  }

  @AfterEach
  void close() {
    calls.closeGracefully().block(LONG);
    server.disposeNow();
    twilio.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = HttpMethod.class,
      names = {"GET", "POST"})
  void eachStepOfACallIsToldSigned(HttpMethod method) {
    CallTemplate described = template.statusCallbackMethod(method);
    String sid = create(described);
    List<CallEvent> told =
        events.flux().takeUntil(event -> event.callStatus().isTerminal()).collectList().block(LONG);
    assertThat(told).allSatisfy(event -> assertThat(event.callSid()).isEqualTo(sid));
    assertThat(told).allSatisfy(event -> assertThat(event.kind()).isEqualTo(Kind.PROGRESS));
    assertThat(told).allSatisfy(event -> assertThat(event.query("attempt")).isEqualTo("a 1"));
    assertThat(told).allSatisfy(event -> assertThat(event.timestamp()).isNotNull());
    assertThat(told).allSatisfy(event -> assertThat(event.idempotencyToken()).isNotNull());
    assertThat(told.stream().map(CallEvent::sequenceNumber)).isSorted().startsWith(0);
  }

  @Test
  void instructionsAreAskedForAndFollowed() {
    Call ended = watcher.end(create(template)).block(LONG);
    assertThat(ended.status()).isSameAs(CallStatus.COMPLETED);
    assertThat(asked).singleElement().extracting(CallEvent::kind).isEqualTo(Kind.INSTRUCTIONS);
  }

  @ParameterizedTest
  @EnumSource(WebhookFault.class)
  void theEndIsTheSameWhateverBecomesOfTheCallbacks(WebhookFault fault) {
    twilio.webhooks(Webhooks.local().on(fault, 1).lateBy(Duration.ofSeconds(30)));
    String sid = create(template);
    CallWatcher both = watcher.callbacks(events.flux());
    Call ended =
        Mono.zip(
                both.end(sid),
                both.states(sid).last(),
                (call, last) -> {
                  assertThat(last).isEqualTo(call.status());
                  return call;
                })
            .block(LONG);
    assertThat(ended.status().isTerminal()).isTrue();
    assertThat(calls.fetch(sid).block(LONG).status()).isEqualTo(ended.status());
  }

  @Test
  void withoutPollingTheCallIsFetchedOnceItHasEnded() {
    CallWatcher listening = watcher.callbacks(events.flux()).withoutPolling();
    twilio.clockSpeed(0); // nothing is told of a call before it is watched
    List<String> sids =
        Flux.range(0, 20)
            .concatMap(i -> calls.create(template.to("+1555867" + (5_000 + i))))
            .map(Call::sid)
            .collectList()
            .block(LONG);
    StepVerifier.create(Flux.fromIterable(sids).flatMap(listening::end, 20))
        .then(() -> twilio.clockSpeed(200))
        .thenConsumeWhile(call -> call.status() == CallStatus.COMPLETED)
        .expectComplete()
        .verify(LONG);
  }

  @Test
  void manyCallsAreFollowedAtOnceWhateverBecomesOfTheirCallbacks() {
    twilio.webhooks(
        Webhooks.local()
            .on(WebhookFault.LOST, 0.2)
            .on(WebhookFault.DOUBLED, 0.2)
            .on(WebhookFault.LATE, 0.2)
            .on(WebhookFault.OUT_OF_ORDER, 0.2));
    CallWatcher both =
        CallWatcher.with(calls)
            .callbacks(events.flux())
            .firstPoll(Duration.ofSeconds(1))
            .pollEvery(Duration.ofSeconds(1), Duration.ofSeconds(1));
    Flux<Call> ended =
        Flux.range(0, 100)
            .flatMap(i -> calls.create(template.to("+1555867" + (5_000 + i))), 10)
            .flatMap(call -> both.end(call.sid()), 100);
    List<Call> all = ended.collectList().block(LONG);
    assertThat(all)
        .hasSize(100)
        .allSatisfy(call -> assertThat(call.status()).isSameAs(CallStatus.COMPLETED));
  }

  @Test
  void pollsThatFailAreRepeatedByTheClient() {
    String sid = create(CallTemplate.from("+15552223333").twiml("<Response/>"));
    twilio.nextRequests(
        Fault.UNAVAILABLE_BEFORE_PLACING, Fault.TOO_MANY_REQUESTS, Fault.RESET_BEFORE_PLACING);
    assertThat(watcher.end(sid).block(LONG).status()).isSameAs(CallStatus.COMPLETED);
  }

  @Test
  void whatIsNotAcceptedComesAgain() {
    String sid =
        create(
            CallTemplate.from("+15552223333")
                .twiml("<Response/>")
                .statusCallback(url("/busy#rc=3&rp=all")));
    StepVerifier.create(events.flux().next())
        .assertNext(event -> assertThat(event.callSid()).isEqualTo(sid))
        .expectComplete()
        .verify(LONG);
    assertThat(refusals).hasValue(2);
  }

  @Test
  void anotherTokensCallbacksChangeNothing() {
    try (Simulator stranger =
            Simulator.builder()
                .account(Simulator.DEFAULT_ACCOUNT_SID, "guessed")
                .clockSpeed(200)
                .outcomes(Outcomes.allCompleted())
                .start();
        CallsClient theirs =
            CallsClient.builder()
                .credentials(Credentials.authToken(Simulator.DEFAULT_ACCOUNT_SID, "guessed"))
                .baseUrl(stranger.baseUrl())
                .build()) {
      String sid = theirs.create(template.to("+15558675310")).map(Call::sid).block(LONG);
      CallWatcher.with(theirs)
          .firstPoll(Duration.ofMillis(50))
          .pollEvery(Duration.ofMillis(50), Duration.ofMillis(200))
          .end(sid)
          .block(LONG);
    }
    StepVerifier.create(events.flux().mergeWith(Flux.fromIterable(asked)))
        .expectSubscription()
        .expectNoEvent(Duration.ofMillis(100))
        .thenCancel()
        .verify();
  }
}
