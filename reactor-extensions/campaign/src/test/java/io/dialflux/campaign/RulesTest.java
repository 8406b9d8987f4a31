package io.dialflux.campaign;

import static io.dialflux.campaign.World.LONG;
import static io.dialflux.campaign.World.phone;
import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.call.CallFilter;
import io.dialflux.campaign.DialGate.Verdict;
import io.dialflux.simulator.Outcomes;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Rules in a whole campaign, with the simulator's oracle as the judge. */
class RulesTest {
  private static final Set<String> SWEEP = Set.of("alive", "unpriced");

  @TempDir Path folder;

  @Test
  void afterABusyLineItCallsAgainAndThenNoMore() {
    try (World world = new World(folder, sim -> sim.outcomes(Outcomes.of(0, 1, 0, 0)))) {
      world.load("autumn", 20);
      RetryByOutcome twice = RetryByOutcome.none().busy(Duration.ofMillis(300), 2);
      CampaignProgress end = world.runToTheEnd(world.campaign("autumn").retry(twice));
      assertThat(end.counts().in(LeadState.BUSY)).isEqualTo(20);
      assertThat(world.twilio.oracle().totalRings()).isEqualTo(60);
      for (int i = 0; i < 20; i++) {
        assertThat(world.twilio.oracle().rings(phone(i))).isEqualTo(3);
      }
      assertThat(end.measures().callsPerLead()).isEqualTo(3);
      assertThat(end.measures().ended(LeadState.BUSY)).isEqualTo(60);
    }
  }

  @Test
  void aCallThatBeganLongAfterItsClaimIsFollowedByTheNext() {
    // a line is busy after a third of a second at least
    try (World world =
        new World(folder, sim -> sim.clockSpeed(3).outcomes(Outcomes.of(0, 1, 0, 0)))) {
      world.load("autumn", 3);
      SetClock clock = new SetClock();
      Duration sweepFor = Duration.ofMinutes(2);
      CampaignProgress end =
          world.runToTheEnd(
              world
                  .campaign("autumn")
                  .scheduler(clock)
                  .gate(
                      lead ->
                          Mono.fromSupplier(
                              () -> {
                                clock.pass(sweepFor.plusSeconds(1)); // it takes its time
                                return Verdict.call();
                              }))
                  .retry(RetryByOutcome.none().busy(Duration.ofMillis(100), 1))
                  .sweep(Duration.ofMillis(100), sweepFor));
      assertThat(end.counts().in(LeadState.BUSY)).isEqualTo(3);
      assertThat(world.twilio.oracle().totalRings()).isEqualTo(6);
    }
  }

  @Test
  void anEndThatTheLastLookFindsIsFollowedByAnotherCallToo() {
    try (World world = new World(folder, sim -> sim.outcomes(Outcomes.of(0, 1, 0, 0)))) {
      world.load("autumn", 3);
      CampaignProgress end =
          world.runToTheEnd(
              world
                  .campaign("autumn")
                  .retry(RetryByOutcome.none().busy(Duration.ofMillis(100), 1))
                  .sweep(Duration.ofMinutes(1), Duration.ofSeconds(1)));
      assertThat(end.counts().in(LeadState.BUSY)).isEqualTo(3);
      assertThat(world.twilio.oracle().totalRings()).isEqualTo(6);
    }
  }

  @Test
  void outsideTheHoursNobodyIsCalledAndEverybodySaysWhy() {
    try (World world = new World(folder, sim -> sim)) {
      Campaign campaign = world.campaign("autumn").callingHours(openIn(Duration.ofHours(5)));
      campaign.load(World.leads(2_500).map(lead -> lead.zone("UTC"))).blockLast(LONG);
      CampaignRun run = campaign.callsPerSecond(1).run();
      run.progress(Duration.ofMillis(50))
          .filter(p -> p.counts().waiting().get(WaitReason.CALLING_HOURS) == 2_500)
          .blockFirst(LONG);
      CampaignProgress end = run.stop().block(LONG);
      assertThat(end.open()).isEqualTo(2_500);
      assertThat(world.twilio.oracle().totalRings()).isZero();
      assertThat(leads(world, LeadState.WAITING))
          .allSatisfy(
              lead -> {
                assertThat(lead.reason()).contains("no time to call");
                assertThat(Duration.between(Instant.now(), lead.dueAt()))
                    .isBetween(Duration.ofHours(4), Duration.ofHours(5).plusMinutes(1));
              });
    }
  }

  @Test
  void whileEverybodyWaitsTheLedgerIsLeftAlone() throws InterruptedException {
    try (World world = new World(folder, sim -> sim)) {
      AtomicInteger asked = new AtomicInteger();
      CampaignStore counting = counting(world.store, asked);
      Campaign campaign =
          world.campaign("autumn", counting).callingHours(openIn(Duration.ofHours(5)));
      campaign.load(World.leads(50).map(lead -> lead.zone("UTC"))).blockLast(LONG);
      CampaignRun run = campaign.run();
      run.progress(Duration.ofMillis(20))
          .filter(p -> p.counts().waiting().get(WaitReason.CALLING_HOURS) == 50)
          .blockFirst(LONG);
      // that nothing is asked can only be waited for, once what had begun is over
      Instant until = Instant.now().plus(LONG);
      do {
        asked.set(0);
        Thread.sleep(2_500);
      } while (asked.get() > 0 && Instant.now().isBefore(until));
      assertThat(asked).as("but for the sweep").hasValue(0);
      run.stop().block(LONG);
    }
  }

  @Test
  void itWakesWhenTheHoursBegin() {
    try (World world = new World(folder, sim -> sim)) {
      SetClock clock = new SetClock();
      world.calls.close();
      world.calls = world.client(b -> b.scheduler(clock));
      LocalTime ten = LocalTime.of(10, 0);
      Campaign campaign =
          world
              .campaign("autumn")
              .scheduler(clock)
              .callingHours(CallingHours.daily(ten, ten.plusHours(2)));
      campaign.load(World.leads(5).map(lead -> lead.zone("UTC"))).blockLast(LONG);
      clock.set(Duration.between(LocalTime.now(ZoneOffset.UTC), ten.minusSeconds(3)));
      Instant began = Instant.now();
      CampaignProgress end =
          world.runToTheEnd(campaign.sweep(Duration.ofSeconds(1), Duration.ZERO));
      assertThat(end.placed()).isEqualTo(5);
      assertThat(Duration.between(began, Instant.now()))
          .as("at ten, and not at the next look without a reason")
          .isBetween(Duration.ofMillis(2_500), Duration.ofSeconds(55));
    }
  }

  private static CampaignStore counting(CampaignStore store, AtomicInteger asked) {
    return (CampaignStore)
        Proxy.newProxyInstance(
            CampaignStore.class.getClassLoader(),
            new Class<?>[] {CampaignStore.class},
            (proxy, method, arguments) -> {
              Object answer = method.invoke(store, arguments);
              if (answer instanceof Mono<?> mono) {
                return mono.doOnSubscribe(subscribed -> asked.incrementAndGet());
              }
              return answer instanceof Flux<?> flux && !SWEEP.contains(method.getName())
                  ? flux.doOnSubscribe(subscribed -> asked.incrementAndGet())
                  : answer;
            });
  }

  @Test
  void whoseZoneIsNotKnownIsHeldAndWhoseTimeIsOverExpires() {
    try (World world = new World(folder, sim -> sim)) {
      Campaign campaign = world.campaign("autumn").callingHours(openIn(Duration.ofHours(-1)));
      Instant past = Instant.now().minusSeconds(1);
      campaign
          .load(
              Flux.just(
                  Lead.of(phone(0)),
                  Lead.of(phone(1)).zone("UTC").expires(past),
                  Lead.of(phone(2)).zone("+12:00").expires(Instant.now().plusSeconds(60)),
                  Lead.of(phone(3)).zone("UTC").expires(Instant.now().plusSeconds(600))))
          .blockLast(LONG);
      CampaignProgress end = world.runToTheEnd(campaign);
      assertThat(end.held()).isEqualTo(1);
      assertThat(end.counts().in(LeadState.EXPIRED)).isEqualTo(2);
      assertThat(leads(world, LeadState.HELD).get(0).reason()).contains("zone is not known");
      assertThat(leads(world, LeadState.EXPIRED).get(1).reason()).contains("ends before it may");
      assertThat(world.twilio.oracle().rings(phone(3))).isEqualTo(1);
      assertThat(world.twilio.oracle().totalRings()).isEqualTo(1);
    }
  }

  @Test
  void aCallThatWouldBeginOnceItsTimeIsOverIsNotPlaced() {
    Instant now = Instant.parse("2026-11-20T12:00:00Z");
    Lead lead = Lead.of(phone(0)).expires(now.plusSeconds(60));
    Claim claim = new Claim(1, 1, lead, 0);
    DialRules rules = new DialRules(null, null);
    Duration none = Duration.ZERO;
    assertThat(rules.check(claim, now, Duration.ofSeconds(59), none)).isNull();
    assertThat(rules.check(claim, now, Duration.ofSeconds(60), none).to())
        .isEqualTo(LeadState.EXPIRED);
  }

  @Test
  void aQueueThatIsTooLongForNowEndsNobodyAndIsLookedAtAgainSoon() {
    Instant now = Instant.parse("2026-11-21T10:05:00Z"); // a Saturday
    Duration sendBy = Duration.ofSeconds(5);
    Duration twoHours = Duration.ofHours(2);
    Claim claim = new Claim(1, 1, Lead.of(phone(0)).zone("UTC"), 0);
    CallingHours mornings = CallingHours.daily(LocalTime.of(10, 0), LocalTime.of(12, 0));
    for (DialRules rules :
        List.of(
            new DialRules(null, now.plus(twoHours)),
            new DialRules(mornings, null),
            new DialRules(mornings, now.plusSeconds(600)))) {
      assertThat(rules.check(claim, now, sendBy, Duration.ofSeconds(60))).isNull();
      Release release = rules.check(claim, now, sendBy, twoHours);
      assertThat(release.to()).isEqualTo(LeadState.WAITING);
      assertThat(release.after()).isEqualTo(Duration.ofMinutes(1));
      assertThat(release.reason()).contains("queue");
    }
  }

  @Test
  void theGateIsAskedRightBeforeTheCallAndMayLetWaitOrForbid() {
    try (World world = new World(folder, sim -> sim)) {
      world.load("autumn", 4);
      Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
      DialGate gate =
          lead -> {
            int times =
                asked.computeIfAbsent(lead.phone(), p -> new AtomicInteger()).incrementAndGet();
            if (lead.phone().equals(phone(1))) {
              return Mono.just(Verdict.never("on the suppression list"));
            }
            if (lead.phone().equals(phone(2)) && times == 1) {
              return Mono.delay(Duration.ofMillis(50))
                  .thenReturn(Verdict.later(Duration.ofMillis(200), "consent is being asked for"));
            }
            return lead.phone().equals(phone(3))
                ? Mono.error(new IllegalStateException(lead.phone()))
                : Mono.just(Verdict.call());
          };
      CampaignRun run = world.campaign("autumn").gate(gate).run();
      run.progress(Duration.ofMillis(20)).filter(p -> p.placed() == 2).blockFirst(LONG);
      CampaignProgress end = run.stop().block(LONG);
      assertThat(world.twilio.oracle().rings(phone(2))).isEqualTo(1);
      assertThat(asked.get(phone(2))).hasValue(2);
      assertThat(end.counts().in(LeadState.BLOCKED)).isEqualTo(1);
      assertThat(leads(world, LeadState.BLOCKED).get(0).reason()).contains("suppression list");
      assertThat(leads(world, LeadState.WAITING))
          .singleElement()
          .satisfies(
              lead -> {
                assertThat(lead.waitsFor()).isEqualTo(WaitReason.GATE);
                assertThat(lead.reason())
                    .isEqualTo("the gate gave no answer, but java.lang.IllegalStateException");
              });
    }
  }

  @Test
  void severalCallersTakeTurnsAndTheAttemptKeepsItsOwn() {
    try (World world = new World(folder, sim -> sim.outcomes(Outcomes.of(0, 1, 0, 0)))) {
      world.load("autumn", 30);
      CallerIds callers = CallerIds.inTurn("+15552220001", "+15552220002", "+15552220003");
      RetryByOutcome once = RetryByOutcome.none().busy(Duration.ZERO, 1);
      world.runToTheEnd(world.campaign("autumn").callerIds(callers).retry(once));
      Map<String, Set<String>> byPhone =
          world
              .calls
              .list(CallFilter.all())
              .collect(
                  Collectors.groupingBy(
                      call -> call.to(), Collectors.mapping(c -> c.from(), Collectors.toSet())))
              .block(LONG);
      assertThat(byPhone).hasSize(30);
      assertThat(byPhone.values()).allSatisfy(from -> assertThat(from).hasSize(2));
      Map<String, Long> share =
          world
              .calls
              .list(CallFilter.all())
              .collect(Collectors.groupingBy(call -> call.from(), Collectors.counting()))
              .block(LONG);
      assertThat(share.values()).allSatisfy(calls -> assertThat(calls).isBetween(8L, 35L));
    }
  }

  @Test
  void aPhoneSeesTheSameCallerWhereThatIsAskedFor() {
    CallerIds same = CallerIds.samePerPhone("+15552220001", "+15552220002");
    Lead lead = Lead.of(phone(7));
    assertThat(same.of(lead, 0)).isEqualTo(same.of(lead, 1)).isEqualTo(same.of(lead, 2));
    assertThat(same.toString()).doesNotContain("555");
  }

  @Test
  void noMoreCallsAreAliveThanAllowed() {
    try (World world =
        new World(folder, sim -> sim.concurrentCalls(3).outcomes(Outcomes.of(0, 0, 1, 0)))) {
      world.load("autumn", 12);
      Campaign campaign =
          world
              .campaign("autumn")
              .maxAlive(3)
              .callsPerSecond(500)
              .sweep(Duration.ofMillis(200), Duration.ofMinutes(2));
      CampaignProgress end = world.runToTheEnd(campaign);
      assertThat(end.counts().in(LeadState.NO_ANSWER)).isEqualTo(12);
      assertThat(world.twilio.oracle().totalRings()).isEqualTo(12);
      assertThat(end.callsPerSecond()).as("10004 never came").isEqualTo(500);
    }
  }

  @Test
  void twoCampaignsTogetherKeepToTheLimitOfAPhone() {
    try (World world = new World(folder, sim -> sim.outcomes(Outcomes.of(0, 1, 0, 0)))) {
      world.load("autumn", 10);
      world.load("winter", 10);
      AttemptLimit once = new AttemptLimit(1, Duration.ofHours(1));
      world.runToTheEnd(world.campaign("autumn").attemptLimits(once));
      CampaignRun winter = world.campaign("winter").attemptLimits(once).run();
      winter
          .progress(Duration.ofMillis(20))
          .filter(p -> p.counts().waiting().get(WaitReason.ATTEMPT_LIMIT) == 10)
          .blockFirst(LONG);
      winter.stop().block(LONG);
      assertThat(world.twilio.oracle().totalRings()).isEqualTo(10);
    }
  }

  @Test
  void aForecastTellsWhoWouldBeCalledAndWhoNotAndChangesNothing() {
    try (World world = new World(folder, sim -> sim.outcomes(Outcomes.of(0, 1, 0, 0)))) {
      Campaign campaign =
          world
              .campaign("autumn")
              .callingHours(openIn(Duration.ofHours(-1)))
              .attemptLimits(AttemptLimit.gap(Duration.ofHours(3)))
              .gate(
                  lead ->
                      Mono.just(
                          lead.phone().equals(phone(2)) ? Verdict.never("no") : Verdict.call()));
      world.load("winter", 1);
      world.runToTheEnd(world.campaign("winter"));
      campaign
          .load(
              Flux.just(
                  Lead.of(phone(0)).zone("UTC"),
                  Lead.of(phone(1)).zone("+12:00"),
                  Lead.of(phone(2)).zone("UTC"),
                  Lead.of(phone(3)),
                  Lead.of(phone(4)).zone("UTC")))
          .blockLast(LONG);
      List<Forecast> forecasts = campaign.forecast().collectList().block(LONG);
      assertThat(forecasts)
          .extracting(Forecast::state)
          .containsExactly(
              LeadState.WAITING,
              LeadState.WAITING,
              LeadState.BLOCKED,
              LeadState.HELD,
              LeadState.READY);
      assertThat(forecasts)
          .extracting(Forecast::waitsFor)
          .startsWith(WaitReason.ATTEMPT_LIMIT, WaitReason.CALLING_HOURS);
      assertThat(forecasts.get(0).dueAt()).isAfter(Instant.now().plus(Duration.ofMinutes(170)));
      assertThat(forecasts.get(4).isCalled()).isTrue();
      assertThat(world.counts("autumn").in(LeadState.READY)).isEqualTo(5);
      assertThat(world.twilio.oracle().totalRings()).isEqualTo(1);
    }
  }

  @Test
  void aForecastGivesWhomAStoppedRunLeftTheirTurnAndSaysWhosePhoneIsBusy() {
    try (World world = new World(folder, sim -> sim)) {
      world.load("autumn", 5);
      List<Claim> left = claim(world, "autumn", 3);
      world
          .store
          .release(
              List.of(
                  Release.waits(left.get(0), WaitReason.CALLING_HOURS, Duration.ZERO, "closed"),
                  Release.waits(left.get(1), WaitReason.RETRY, Duration.ofHours(1), "busy")))
          .block(LONG);
      world.campaign("winter").load(Flux.just(Lead.of(phone(4)))).blockLast(LONG);
      Claim busy = claim(world, "winter", 1).get(0);
      Duration soon = Duration.ofMinutes(1);
      world
          .store
          .intend(new Intent(busy, "a".repeat(32), "+15552223333", soon, soon, Limits.NONE))
          .block(LONG);

      List<Forecast> forecasts = world.campaign("autumn").forecast().collectList().block(LONG);

      assertThat(forecasts)
          .extracting(Forecast::isCalled)
          .containsExactly(true, false, true, true, true);
      assertThat(forecasts.get(0).dueAt()).isNull();
      assertThat(forecasts)
          .extracting(Forecast::reason)
          .containsExactly(
              "waits for its turn",
              "busy",
              "waits for its turn",
              "waits for its turn",
              "another attempt to this phone is under way");
    }
  }

  private static List<Claim> claim(World world, String campaign, int most) {
    return world.store.claim(campaign, most, Duration.ofMinutes(1), Limits.NONE).block(LONG);
  }

  /** From now in so long, for two hours, by UTC. */
  private static CallingHours openIn(Duration in) {
    LocalTime from = LocalTime.now(ZoneOffset.UTC).plus(in).withNano(0);
    return CallingHours.daily(from, from.plusHours(2));
  }

  private static List<LeadRecord> leads(World world, LeadState state) {
    return world.store.leads("autumn", EnumSet.of(state)).collectList().block(LONG);
  }
}
