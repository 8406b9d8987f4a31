package io.dialflux.campaign;

import static io.dialflux.campaign.World.LONG;
import static io.dialflux.campaign.World.phone;
import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.call.Call;
import io.dialflux.call.CallTemplate;
import io.dialflux.call.StatusCallbackEvent;
import io.dialflux.callback.CallEvent;
import io.dialflux.callback.Callbacks;
import io.dialflux.callback.SignatureValidator;
import io.dialflux.simulator.Fault;
import io.dialflux.simulator.Faults;
import io.dialflux.simulator.Outcomes;
import io.dialflux.simulator.Simulator;
import io.dialflux.simulator.WebhookFault;
import io.dialflux.simulator.Webhooks;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Callbacks and the ledger, over real connections, and the second fence. */
class CampaignCallbacksTest {
  private static final String TWIML = "<Response><Say>Hello</Say></Response>";
  private static final Duration NEVER = Duration.ofHours(1);

  @TempDir Path folder;

  @Test
  void withCallbacksAloneEveryEndIsKnownAndLeadsAreCalledAgain() {
    try (World world = new World(folder, sim -> sim.outcomes(Outcomes.of(0.5, 0.5, 0, 0)))) {
      world.load("autumn", 60);
      RetryByOutcome retry = RetryByOutcome.none().busy(Duration.ofMillis(100), 1);
      Campaign campaign = heard(world).retry(retry).sweep(NEVER, Duration.ofMinutes(2));
      CampaignProgress end = runHearing(campaign);
      CampaignCounts counts = end.counts();
      assertThat(counts.in(LeadState.COMPLETED) + counts.in(LeadState.BUSY)).isEqualTo(60);
      assertThat(end.measures().ended()).isEqualTo(world.twilio.oracle().totalRings());
      assertThat(end.measures().calls()).isGreaterThan(65);
      assertThat(world.twilio.oracle().attemptsRungAgain()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(WebhookFault.class)
  void whateverBecomesOfCallbacksTheSweepMakesGood(WebhookFault fault) {
    try (World world =
        new World(
            folder,
            sim -> sim.webhooks(Webhooks.local().on(fault, 0.6).lateBy(Duration.ofMinutes(1))))) {
      world.load("autumn", 40);
      Campaign campaign = heard(world).sweep(Duration.ofSeconds(1), Duration.ofMinutes(2));
      CampaignProgress end = runHearing(campaign);
      assertThat(end.alive()).isZero();
      assertThat(end.measures().ended()).isEqualTo(40);
      List<LeadRecord> leads =
          world.store.leads("autumn", EnumSet.allOf(LeadState.class)).collectList().block(LONG);
      for (LeadRecord lead : leads) {
        Call call = world.calls.fetch(lead.callSid()).block(LONG);
        assertThat(lead.state()).isEqualTo(CallFacts.of(call).end());
      }
    }
  }

  @Test
  void aCallbackSettlesACreateWhoseAnswerNeverCame() {
    Faults silent = Faults.none().onCreates(Fault.SILENCE_AFTER_PLACING, 1);
    try (World world = new World(folder, sim -> sim.faults(silent))) {
      world.waitsFor(Duration.ofSeconds(1)).load("autumn", 5);
      // nobody is looked up on the list for so long
      Campaign campaign =
          heard(world)
              .settleAfter(NEVER)
              .onUnresolved(OnUnresolved.holdAfter(NEVER))
              .sweep(NEVER, Duration.ZERO);
      CampaignProgress end = runHearing(campaign);
      assertThat(end.placed()).isEqualTo(5);
      assertThat(world.twilio.oracle().numbersRungAgain()).isEmpty();
    }
  }

  @Test
  void aSupersededCallIsHungUpAndItsOwnLeadIsNotTouched() {
    try (World world = new World(folder, sim -> sim.clockSpeed(1))) {
      world.load("autumn", 1);
      CampaignCallbacks calls = world.campaign("autumn").callbacks();
      Ledger ledger = world.store.bind(Simulator.DEFAULT_ACCOUNT_SID).block(LONG);
      AttemptStamp stamp = new AttemptStamp(ledger.secret());
      Call first = attempt(world, stamp, "a".repeat(32));
      world.store.apply(Step.unknown("a".repeat(32), "reset")).block(LONG);
      world.store.apply(Step.absent("a".repeat(32), "not found")).block(LONG);
      Call second = attempt(world, stamp, "b".repeat(32));
      calls.accept(event(stamp, "b".repeat(32), second, "ringing")).block(LONG);

      assertThat(answer(calls, event(stamp, "a".repeat(32), first, "in-progress")))
          .isEqualTo("<Response><Hangup/></Response>");
      assertThat(answer(calls, event(stamp, "b".repeat(32), second, "in-progress")))
          .isEqualTo(TWIML);
      assertThat(answer(calls, event(stamp, "b".repeat(32), first, "in-progress")))
          .as("another call of the same attempt")
          .contains("Hangup");
      calls.acceptOrHangUp(event(stamp, "b".repeat(32), second, "initiated")).block(LONG);
      calls.acceptOrHangUp(event(stamp, "a".repeat(32), first, "initiated")).block(LONG);

      assertThat(world.calls.fetch(first.sid()).block(LONG).status().isTerminal()).isTrue();
      assertThat(world.calls.fetch(second.sid()).block(LONG).status().isTerminal()).isFalse();
      assertThat(world.counts("autumn").in(LeadState.PLACED)).isEqualTo(1);
    }
  }

  @Test
  void whoWasHungUpIsCalledAgainWhereTheOtherAttemptPlacedNoCall() {
    try (World world = new World(folder, sim -> sim.clockSpeed(1))) {
      world.load("autumn", 1);
      CampaignCallbacks calls = world.campaign("autumn").callbacks();
      AttemptStamp stamp = stamp(world);
      Call first = overtaken(world, stamp);
      assertThat(answer(calls, event(stamp, "a".repeat(32), first, "in-progress")))
          .contains("Hangup");
      world.store.apply(Step.notProcessed("b".repeat(32), "429")).block(LONG);
      calls.accept(event(stamp, "a".repeat(32), first, "completed")).block(LONG);
      assertThat(world.counts("autumn").in(LeadState.READY)).isEqualTo(1);
      assertThat(world.store.measures("autumn").block(LONG).abandoned()).isEqualTo(1);
    }
  }

  @Test
  void anAttemptThatIsKnownToBeSupersededIsHungUpWhereNothingCanBeWritten() {
    try (World world = new World(folder, sim -> sim.clockSpeed(1))) {
      world.load("autumn", 1);
      AttemptStamp stamp = stamp(world);
      Call first = overtaken(world, stamp);
      CampaignStore full =
          (CampaignStore)
              Proxy.newProxyInstance(
                  CampaignStore.class.getClassLoader(),
                  new Class<?>[] {CampaignStore.class},
                  (proxy, method, arguments) ->
                      method.getName().equals("report")
                          ? Mono.error(new IllegalStateException("the disk is full"))
                          : method.invoke(world.store, arguments));
      CampaignCallbacks calls = world.campaign("autumn", full).callbacks();
      assertThat(answer(calls, event(stamp, "a".repeat(32), first, "in-progress")))
          .contains("Hangup");
    }
  }

  /** The call of an attempt that was given up and followed by another. */
  private static Call overtaken(World world, AttemptStamp stamp) {
    Call first = attempt(world, stamp, "a".repeat(32));
    world.store.apply(Step.unknown("a".repeat(32), "reset")).block(LONG);
    world.store.apply(Step.absent("a".repeat(32), "not found")).block(LONG);
    attempt(world, stamp, "b".repeat(32));
    return first;
  }

  private static AttemptStamp stamp(World world) {
    return new AttemptStamp(world.store.bind(Simulator.DEFAULT_ACCOUNT_SID).block(LONG).secret());
  }

  @Test
  void anAttemptCountsOnlyWithItsSignatureAndALegOfItsCallDoesNot() {
    try (World world = new World(folder, sim -> sim)) {
      world.load("autumn", 1);
      CampaignCallbacks calls = world.campaign("autumn").callbacks();
      Ledger ledger = world.store.bind(Simulator.DEFAULT_ACCOUNT_SID).block(LONG);
      AttemptStamp stamp = new AttemptStamp(ledger.secret());
      attempt(world, stamp, "a".repeat(32));
      String form = "CallStatus=completed&CallSid=CA" + "c".repeat(32);
      String query = "https://example.com/s?attempt=" + "a".repeat(32) + "&sig=";
      calls.accept(CallEvent.parse(query + "f".repeat(32), form)).block(LONG);
      String signed = query + stamp.signature("a".repeat(32));
      String leg = form + "&ParentCallSid=CA" + "d".repeat(32);
      calls.accept(CallEvent.parse(signed, leg)).block(LONG);
      assertThat(world.counts("autumn").in(LeadState.INTENT)).isEqualTo(1);
      calls.accept(CallEvent.parse(signed, form)).block(LONG);
      assertThat(world.counts("autumn").in(LeadState.COMPLETED)).isEqualTo(1);
    }
  }

  @Test
  void whereTheLedgerCannotBeAskedTheApplicationAnswers() {
    try (World world = new World(folder, sim -> sim)) {
      CampaignCallbacks calls = world.campaign("autumn").callbacks();
      CallEvent event = CallEvent.parse("", "CallSid=CA" + "c".repeat(32));
      world.store.close();
      assertThat(answer(calls, event)).isEqualTo(TWIML);
      assertThat(calls.accept(event).materialize().block(LONG).isOnError()).isTrue();
    }
  }

  @Test
  void whereTheLedgerKeepsSomebodyWaitingTheApplicationAnswers() throws Exception {
    try (World world = new World(folder, sim -> sim)) {
      VirtualTimeScheduler time = VirtualTimeScheduler.create();
      CampaignCallbacks calls =
          world.campaign("autumn", locked(world.store)).scheduler(time).callbacks();
      CallEvent event = CallEvent.parse("", "CallSid=CA" + "c".repeat(32));
      CompletableFuture<String> answer = calls.answerOrHangUp(event, Mono.just(TWIML)).toFuture();
      time.advanceTimeBy(Duration.ofMillis(1_999));
      assertThat(answer).isNotDone();
      time.advanceTimeBy(Duration.ofMillis(1));
      assertThat(answer.get(1, TimeUnit.MINUTES)).isEqualTo(TWIML);
    }
  }

  /** Somebody else writes to its file. */
  private static CampaignStore locked(CampaignStore store) {
    return (CampaignStore)
        Proxy.newProxyInstance(
            CampaignStore.class.getClassLoader(),
            new Class<?>[] {CampaignStore.class},
            (proxy, method, arguments) ->
                method.getName().equals("report") ? Mono.never() : method.invoke(store, arguments));
  }

  @Test
  void ofTwoCallsOfAnAttemptThatAreAnsweredAtOnceOneGoesOn() {
    try (World world = new World(folder, sim -> sim.clockSpeed(1))) {
      world.load("autumn", 1);
      CampaignCallbacks calls = world.campaign("autumn").callbacks();
      Ledger ledger = world.store.bind(Simulator.DEFAULT_ACCOUNT_SID).block(LONG);
      AttemptStamp stamp = new AttemptStamp(ledger.secret());
      Call first = attempt(world, stamp, "a".repeat(32));
      Call second =
          world.calls.create(stamp.stamp(World.TEMPLATE, "a".repeat(32)).to(phone(0))).block(LONG);
      List<String> answers =
          Flux.just(first, second)
              .map(call -> event(stamp, "a".repeat(32), call, "in-progress"))
              .flatMap(event -> calls.answerOrHangUp(event, Mono.just(TWIML)), 2)
              .collectList()
              .block(LONG);
      assertThat(answers).containsExactlyInAnyOrder(TWIML, "<Response><Hangup/></Response>");
    }
  }

  private static String answer(CampaignCallbacks calls, CallEvent event) {
    return calls.answerOrHangUp(event, Mono.just(TWIML)).block(LONG);
  }

  /** Written down and created; its answer is not written down. */
  private static Call attempt(World world, AttemptStamp stamp, String id) {
    Claim claim =
        world.store.claim("autumn", 1, Duration.ofMinutes(1), Limits.NONE).block(LONG).get(0);
    Duration time = Duration.ofMinutes(1);
    world.store.intend(new Intent(claim, id, "+15552223333", time, time, Limits.NONE)).block(LONG);
    return world.calls.create(stamp.stamp(World.TEMPLATE, id).to(phone(0))).block(LONG);
  }

  private static CallEvent event(AttemptStamp stamp, String id, Call call, String status) {
    return CallEvent.parse(
        "https://example.com/s?attempt=" + id + "&sig=" + stamp.signature(id),
        "CallSid=" + call.sid() + "&CallStatus=" + status);
  }

  private DisposableServer server;

  /** A campaign whose calls tell of themselves. */
  private Campaign heard(World world) {
    CampaignCallbacks calls = world.campaign("autumn").callbacks();
    Callbacks callbacks = Callbacks.signedBy(SignatureValidator.of(Simulator.DEFAULT_AUTH_TOKEN));
    server =
        HttpServer.create()
            .host("127.0.0.1")
            .route(
                routes -> {
                  callbacks.routes("/status", calls::acceptOrHangUp).accept(routes);
                  callbacks
                      .instructions("/answer", e -> calls.answerOrHangUp(e, Mono.just(TWIML)))
                      .accept(routes);
                })
            .bindNow();
    String here = "http://127.0.0.1:" + server.port();
    return world
        .campaign("autumn")
        .template(
            CallTemplate.from("+15552223333")
                .url(URI.create(here + "/answer"))
                .statusCallback(URI.create(here + "/status"), StatusCallbackEvent.values()));
  }

  private CampaignProgress runHearing(Campaign campaign) {
    try {
      return campaign.run().done().block(LONG);
    } finally {
      server.disposeNow();
    }
  }
}
