package io.dialflux.campaign;

import static io.dialflux.campaign.World.LONG;
import static io.dialflux.campaign.World.phone;
import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.call.CallStatus;
import io.dialflux.simulator.Outcomes;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** What the ledger learns while a run is about to end is dealt with by that run. */
class LateFactsTest {
  private static final String HELD = "a".repeat(32);
  private static final CallFacts BUSY =
      CallFacts.of("CA" + "c".repeat(32)).attempt(HELD).status(CallStatus.BUSY);

  @TempDir Path folder;

  /** Each of these a run asks for at its end, in this order. */
  @ParameterizedTest
  @ValueSource(strings = {"alive", "unpriced", "recover", "measures"})
  void theEndOfALateCallIsFollowedByTheNext(String moment) {
    try (World world = new World(folder, sim -> sim.outcomes(Outcomes.of(0, 1, 0, 0)))) {
      held(world);
      CampaignStore late = atTheEnd(moment, world, () -> world.store.report(List.of(BUSY)));

      CampaignProgress end = world.runToTheEnd(calledAgain(world, late));

      assertThat(end.counts().in(LeadState.BUSY)).as("%s", end.counts()).isEqualTo(1);
      assertThat(world.twilio.oracle().rings(phone(0))).as("its next call").isEqualTo(1);
      assertThat(end.measures().calls()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"alive", "unpriced", "recover"})
  void aLateCallThatIsAliveIsWaitedFor(String moment) {
    try (World world = new World(folder, sim -> sim.outcomes(Outcomes.of(0, 1, 0, 0)))) {
      held(world);
      CallFacts ringing = CallFacts.of(BUSY.callSid()).attempt(HELD).status(CallStatus.RINGING);
      CampaignStore late =
          atTheEnd(
              moment,
              world,
              () ->
                  world
                      .store
                      .report(List.of(ringing))
                      // whoever hears of its end says so a moment later
                      .doOnNext(
                          told ->
                              Mono.delay(Duration.ofMillis(300))
                                  .then(world.store.report(List.of(BUSY)))
                                  .subscribe()));

      CampaignProgress end = world.runToTheEnd(calledAgain(world, late));

      assertThat(end.counts().in(LeadState.BUSY)).as("%s", end.counts()).isEqualTo(1);
      assertThat(world.twilio.oracle().rings(phone(0))).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"unpriced", "recover", "measures"})
  void aLeadThatAPersonReleasesIsCalledByTheRunThatIsStillOn(String moment) {
    try (World world = new World(folder, sim -> sim.outcomes(Outcomes.of(0, 1, 0, 0)))) {
      held(world);
      CampaignStore late =
          atTheEnd(
              moment,
              world,
              () -> world.store.releaseHeld("autumn", List.of(phone(0)), "a person said so"));

      CampaignProgress end = world.runToTheEnd(world.campaign("autumn", late));

      assertThat(end.counts().in(LeadState.BUSY)).as("%s", end.counts()).isEqualTo(1);
      assertThat(world.twilio.oracle().rings(phone(0))).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"unpriced", "recover", "measures"})
  void leadsThatAreLoadedMeanwhileAreCalledToo(String moment) {
    try (World world = new World(folder, sim -> sim.outcomes(Outcomes.of(0, 1, 0, 0)))) {
      world.load("autumn", 1);
      CampaignStore late =
          atTheEnd(
              moment,
              world,
              () -> world.store.load("autumn", List.of(Lead.of(phone(1)).line(2)), List.of()));

      CampaignProgress end = world.runToTheEnd(world.campaign("autumn", late));

      assertThat(end.leads()).isEqualTo(2);
      assertThat(end.counts().in(LeadState.BUSY)).as("%s", end.counts()).isEqualTo(2);
    }
  }

  /** The ledger has accepted it, and is still busy writing. */
  @Test
  void whatIsBeingWrittenAtTheEndCounts() {
    try (World world = new World(folder, sim -> sim.outcomes(Outcomes.of(0, 1, 0, 0)))) {
      held(world);
      CampaignStore late =
          atTheEnd(
              "unpriced",
              world,
              () -> {
                // of its own, as a callback's
                for (int i = 0; i < 2_000; i++) {
                  world.store.retry("winter", RetryByOutcome.none()).subscribe();
                }
                world.store.report(List.of(BUSY)).subscribe();
                return Mono.empty();
              });

      CampaignProgress end = world.runToTheEnd(calledAgain(world, late));

      assertThat(end.counts().in(LeadState.BUSY)).as("%s", end.counts()).isEqualTo(1);
      assertThat(world.twilio.oracle().rings(phone(0))).isEqualTo(1);
    }
  }

  @Test
  void aRunThatIsStoppedLeavesLateFactsToTheNext() {
    try (World world = new World(folder, sim -> sim.outcomes(Outcomes.of(0, 1, 0, 0)))) {
      held(world);
      Sinks.Empty<Void> stopped = Sinks.empty();
      CampaignStore late =
          atTheEnd(
              "unpriced",
              world,
              () ->
                  world
                      .store
                      .report(List.of(BUSY))
                      .doOnNext(told -> stopped.tryEmitEmpty())
                      .then(Mono.never()));
      CampaignRun run = calledAgain(world, late).run();
      stopped.asMono().block(LONG);

      CampaignProgress end = run.stop().block(LONG);

      assertThat(end.open()).isEqualTo(1);
      assertThat(world.twilio.oracle().totalRings()).isZero();
      assertThat(world.runToTheEnd(calledAgain(world, world.store)).open()).isZero();
      assertThat(world.twilio.oracle().rings(phone(0))).isEqualTo(1);
    }
  }

  private static Campaign calledAgain(World world, CampaignStore store) {
    return world
        .campaign("autumn", store)
        .retry(RetryByOutcome.none().busy(Duration.ofMillis(100), 1));
  }

  /** One lead, whose create got no answer and whose call was not found. */
  private static void held(World world) {
    world.load("autumn", 1);
    Duration time = Duration.ofMinutes(1);
    Claim claim = world.store.claim("autumn", 1, time, Limits.NONE).block(LONG).get(0);
    world
        .store
        .intend(new Intent(claim, HELD, "+15552223333", time, time, Limits.NONE))
        .block(LONG);
    world.store.apply(Step.unknown(HELD, "reset")).block(LONG);
    world.store.apply(Step.held(HELD, "not found")).block(LONG);
    assertThat(world.counts("autumn").in(LeadState.HELD)).isEqualTo(1);
  }

  /**
   * A store to which something happens, once, when nothing is open any more and a run has asked for
   * something.
   */
  private static CampaignStore atTheEnd(String moment, World world, Supplier<Mono<?>> happens) {
    AtomicBoolean claimed = new AtomicBoolean();
    AtomicBoolean happened = new AtomicBoolean();
    Mono<Void> once =
        Mono.defer(
            () ->
                world
                    .store
                    .counts("autumn")
                    .filter(counts -> counts.open() + counts.in(LeadState.PLACED) == 0)
                    .filter(counts -> claimed.get() && happened.compareAndSet(false, true))
                    .flatMap(counts -> happens.get())
                    .then());
    return (CampaignStore)
        Proxy.newProxyInstance(
            CampaignStore.class.getClassLoader(),
            new Class<?>[] {CampaignStore.class},
            (proxy, method, arguments) -> {
              Object answer = method.invoke(world.store, arguments);
              if (method.getName().equals("claim")) {
                claimed.set(true);
              }
              if (!method.getName().equals(moment)) {
                return answer;
              }
              return answer instanceof Mono<?> mono
                  ? mono.delayUntil(read -> once)
                  : Flux.concat((Flux<?>) answer, once.cast(Object.class));
            });
  }
}
