package io.dialflux.campaign;

import static io.dialflux.campaign.World.LONG;
import static io.dialflux.campaign.World.TEMPLATE;
import static io.dialflux.campaign.World.phone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialflux.Credentials;
import io.dialflux.call.CallTemplate;
import io.dialflux.error.ApiException;
import io.dialflux.error.NotSentException;
import io.dialflux.http.Effect;
import io.dialflux.http.Operation;
import io.dialflux.simulator.Fault;
import io.dialflux.simulator.Faults;
import io.dialflux.simulator.Outcomes;
import io.dialflux.simulator.Simulator;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Over real connections and a real file, with the simulator's oracle as the judge. */
class CampaignTest {
  private static final Pattern ATTEMPT = Pattern.compile("attempt%3D([0-9a-f]{32})");

  private static final Duration SECOND = Duration.ofSeconds(1);

  @TempDir Path folder;

  private static Faults everything() {
    return Faults.none()
        .tooManyRequests(0.05)
        .serverErrorAfterPlacing(0.04)
        .resetAfterPlacing(0.04)
        .onCreates(Fault.REFUSED, 0.02)
        .onCreates(Fault.RESET_BEFORE_PLACING, 0.02)
        .onCreates(Fault.SILENCE_AFTER_PLACING, 0.01)
        .onCreates(Fault.SLOW_ANSWER_AFTER_PLACING, 0.05)
        .onCreates(Fault.BAD_GATEWAY_BEFORE_PLACING, 0.02)
        .onCreates(Fault.CUT_BODY_AFTER_PLACING, 0.02)
        .onCreates(Fault.UNREADABLE_BODY_AFTER_PLACING, 0.02)
        .onOthers(Fault.UNAVAILABLE_BEFORE_PLACING, 0.05);
  }

  @Test
  void withEveryFaultNobodyIsRungTwiceAndEveryLeadEndsWithItsReason() {
    try (World world =
        new World(
            folder,
            sim ->
                sim.faults(everything())
                    .slowAnswer(Duration.ofMillis(200))
                    .listLag(Duration.ofMinutes(2)))) {
      world.waitsFor(SECOND).load("autumn", 500);

      CampaignProgress end = world.runToTheEnd(world.campaign("autumn"));

      assertThat(world.twilio.oracle().attemptsRungAgain()).isEmpty();
      assertThat(world.twilio.oracle().numbersRungAgain()).isEmpty();
      assertThat(end.leads()).isEqualTo(500);
      assertThat(end.open()).isZero();
      assertThat(end.alive()).as("their ends were read").isZero();
      assertThat(end.held()).as("for " + Fault.RESET_BEFORE_PLACING).isPositive();
      assertThat(end.counts().in(LeadState.REFUSED)).isPositive();
      assertThat(
              world.store.leads("autumn", EnumSet.allOf(LeadState.class)).collectList().block(LONG))
          .hasSize(500)
          .allSatisfy(
              lead -> {
                boolean rang = lead.state() != LeadState.HELD && lead.state() != LeadState.REFUSED;
                assertThat(world.twilio.oracle().rings(lead.lead().phone()))
                    .as(lead.toString())
                    .isEqualTo(rang ? 1 : 0);
                assertThat(lead.reason()).isNotBlank().doesNotContain("+1212");
              });
    }
  }

  @Test
  void whereItIsAskedForThoseWhoWereNotCalledAreCalledAgain() {
    Faults faults =
        Faults.none()
            .onCreates(Fault.RESET_BEFORE_PLACING, 0.1)
            .onCreates(Fault.SERVER_ERROR_BEFORE_PLACING, 0.1)
            .resetAfterPlacing(0.1);
    try (World world =
        new World(
            folder, sim -> sim.clockSpeed(1).faults(faults).listLag(Duration.ofMillis(400)))) {
      world.load("autumn", 100);
      // the grace is longer than the time in which two attempts' calls could be mixed up
      Campaign campaign =
          world
              .campaign("autumn")
              .settleAfter(Duration.ofMillis(600))
              .sendBy(Duration.ofMillis(500))
              .clockSkew(Duration.ofMillis(500))
              .onUnresolved(OnUnresolved.redialAfter(Duration.ofSeconds(6)))
              .sweep(Duration.ofSeconds(1), Duration.ZERO);

      CampaignProgress end = world.runToTheEnd(campaign);

      assertThat(end.placed()).isEqualTo(100);
      assertThat(world.twilio.oracle().attemptsRungAgain()).isEmpty();
      assertThat(world.twilio.oracle().numbersRungAgain()).isEmpty();
      assertThat(world.twilio.oracle().numbersRung()).isEqualTo(100);
    }
  }

  @Test
  void anIntentIsOnTheDiskBeforeTheFirstByteOfItsCreate() {
    try (World world = new World(folder, sim -> sim)) {
      Queue<String> missing = new ConcurrentLinkedQueue<>();
      Queue<String> seen = new ConcurrentLinkedQueue<>();
      world.calls.close();
      world.calls =
          world.client(
              b ->
                  b.filter(
                      (request, next) ->
                          request.operation() == Operation.CREATE
                              ? Mono.fromCallable(() -> stateOf(world.file, request.body()))
                                  .subscribeOn(Schedulers.boundedElastic())
                                  .doOnNext(
                                      state -> (state.equals("INTENT") ? seen : missing).add(state))
                                  .then(next.exchange(request))
                              : next.exchange(request)));
      world.load("autumn", 100);

      world.runToTheEnd(world.campaign("autumn"));

      assertThat(missing).as("what the ledger said instead").isEmpty();
      assertThat(seen).hasSize(100);
    }
  }

  @Test
  void aClockThatIsSetBackDoesNotLetACreateBeSentLate() {
    try (World world = new World(folder, sim -> sim)) {
      SetClock clock = new SetClock();
      AtomicInteger creates = new AtomicInteger();
      world.calls.close();
      world.calls =
          world.client(
              b ->
                  b.scheduler(clock)
                      .filter(
                          (request, next) -> {
                            if (request.operation() == Operation.CREATE
                                && creates.getAndIncrement() == 0) {
                              clock.pass(Duration.ofSeconds(11)); // longer than sendBy
                              clock.set(Duration.ofHours(-1));
                            }
                            return next.exchange(request);
                          }));
      world.load("autumn", 1);

      CampaignProgress end = world.runToTheEnd(world.campaign("autumn").scheduler(clock));

      assertThat(creates).as("one was too late, and made again").hasValue(2);
      assertThat(world.twilio.oracle().createRequests()).isEqualTo(1);
      assertThat(end.placed()).isEqualTo(1);
    }
  }

  private static String stateOf(Path ledger, byte[] form) throws Exception {
    Matcher id = ATTEMPT.matcher(new String(form, StandardCharsets.US_ASCII));
    if (!id.find()) {
      return "no id in the create";
    }
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
        var query = connection.prepareStatement("SELECT state FROM attempt WHERE id = ?")) {
      query.setString(1, id.group(1));
      try (var row = query.executeQuery()) {
        return row.next() ? row.getString(1) : "nothing";
      }
    }
  }

  @Test
  void killedWithCreatesUnderWayItFindsTheirCallsAndDialsNobodyTwice() {
    try (World world = new World(folder, sim -> sim)) {
      world.load("autumn", 60);
      Queue<String> placed = new ConcurrentLinkedQueue<>();
      world.calls.close();
      world.calls =
          world.client(
              b ->
                  b.filter(
                      (request, next) ->
                          request.effect() == Effect.ONCE
                              ? next.exchange(request)
                                  .doOnNext(answer -> placed.add("one"))
                                  .then(Mono.never()) // the process dies before it hears
                              : next.exchange(request)));
      world.campaign("autumn").maxInFlight(20).run();
      await(() -> placed.size() == 20);
      world.crash();
      world.calls = world.client(b -> b);
      assertThat(world.counts("autumn").in(LeadState.INTENT)).isEqualTo(20);

      CampaignProgress end = world.runToTheEnd(world.campaign("autumn"));

      assertThat(end.placed()).isEqualTo(60);
      assertThat(end.held()).isZero();
      assertThat(world.twilio.oracle().numbersRungAgain()).isEmpty();
      assertThat(world.twilio.oracle().totalRings()).isEqualTo(60);
    }
  }

  @Test
  void stoppedAndStartedAgainItGoesOnWhereItWas() {
    try (World world = new World(folder, sim -> sim)) {
      world.load("autumn", 200);
      CampaignRun first = world.campaign("autumn").callsPerSecond(20).run();
      first.progress(Duration.ofMillis(20)).filter(p -> p.placed() > 30).blockFirst(LONG);
      CampaignProgress stopped = first.stop().block(LONG);
      assertThat(stopped.inFlight()).isZero();
      assertThat(stopped.counts().in(LeadState.INTENT)).isZero();
      assertThat(stopped.placed()).isBetween(31L, 199L);
      assertThat(world.twilio.oracle().totalRings()).isEqualTo(stopped.placed());
      world.reopen();

      CampaignProgress end = world.runToTheEnd(world.campaign("autumn"));

      assertThat(end.placed()).isEqualTo(200);
      assertThat(world.twilio.oracle().totalRings()).isEqualTo(200);
      assertThat(world.twilio.oracle().numbersRungAgain()).isEmpty();
    }
  }

  @Test
  void whoWatchesMayLeaveAndNothingIsLost() {
    try (World world = new World(folder, sim -> sim)) {
      world.load("autumn", 100);
      CampaignRun run = world.campaign("autumn").run();
      run.progress(Duration.ofMillis(5)).take(2).blockLast(LONG);
      run.done().subscribe().dispose();
      CampaignProgress end = run.done().block(LONG);
      assertThat(end.placed()).isEqualTo(100);
      assertThat(world.store.leads("autumn", EnumSet.of(LeadState.READY)).count().block()).isZero();
      assertThat(run.progress().blockLast(LONG).placed()).as("the last word").isEqualTo(100);
    }
  }

  @Test
  void whilePausedNoCreateStarts() {
    try (World world = new World(folder, sim -> sim)) {
      world.load("autumn", 40);
      CampaignRun run = world.campaign("autumn").callsPerSecond(5).run();
      run.progress(Duration.ofMillis(10)).filter(p -> p.placed() > 2).blockFirst(LONG);
      run.pause();
      run.progress(Duration.ofMillis(10))
          .filter(p -> p.inFlight() == 0 && p.counts().in(LeadState.INTENT) == 0)
          .blockFirst(LONG);
      long placed = world.counts("autumn").called();
      world.campaign("winter").load(World.leads(100).skip(80)).blockLast(LONG);
      assertThat(world.runToTheEnd(world.campaign("winter")).placed())
          .as("meanwhile, on the same ledger")
          .isEqualTo(20);
      assertThat(world.counts("autumn").called()).isEqualTo(placed);
      assertThat(run.progress().blockFirst(LONG).paused()).isTrue();
      assertThat(run.progress().blockFirst(LONG).timeLeft()).isNull();
      run.resume();
      assertThat(run.done().block(LONG).placed()).isEqualTo(40);
    }
  }

  @Test
  void aPausedRunCanBeStopped() {
    try (World world = new World(folder, sim -> sim)) {
      world.load("autumn", 10);
      CampaignRun run = world.campaign("autumn").callsPerSecond(0.01).run();
      run.pause();
      CampaignProgress end = run.stop().block(LONG);
      assertThat(end.open()).isBetween(9L, 10L);
    }
  }

  @Test
  void tooManyRequestsGoBackAndAreCalledOnceTheyMay() {
    try (World world = new World(folder, sim -> sim.faults(Faults.none().tooManyRequests(0.2)))) {
      world.load("autumn", 40);
      Campaign campaign = world.campaign("autumn").sweep(Duration.ofSeconds(1), Duration.ZERO);
      CampaignRun run = campaign.run();
      List<Double> paces =
          run.progress(Duration.ofMillis(10))
              .map(CampaignProgress::callsPerSecond)
              .collectList()
              .block(LONG);
      assertThat(run.done().block(LONG).placed()).isEqualTo(40);
      assertThat(Collections.min(paces)).isLessThan(2_000);
      assertThat(world.twilio.oracle().totalRings()).isEqualTo(40);
    }
  }

  @Test
  void aRefusedAccountEndsTheRunAndCostsNoLead() {
    try (World world = new World(folder, sim -> sim)) {
      world.load("autumn", 50);
      world.calls.close();
      world.calls =
          world.client(
              b -> b.credentials(Credentials.authToken(Simulator.DEFAULT_ACCOUNT_SID, "wrong")));
      CampaignRun run = world.campaign("autumn").run();
      assertThatThrownBy(() -> run.done().block(LONG))
          .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.status()).isEqualTo(401));
      assertThatThrownBy(() -> run.progress().blockLast(LONG)).isInstanceOf(ApiException.class);
      CampaignCounts counts = world.counts("autumn");
      assertThat(counts.in(LeadState.READY) + counts.in(LeadState.CLAIMED)).isEqualTo(50);
    }
  }

  @Test
  void aRefusedAccessTokenEndsTheRunAndCostsNoLead() {
    try (World world = new World(folder, sim -> sim)) {
      world.load("autumn", 50);
      world.calls.close();
      world.calls =
          world.client(
              b ->
                  b.credentials(
                      Credentials.oauth(Simulator.DEFAULT_ACCOUNT_SID, "client", "wrong")));
      CampaignRun run = world.campaign("autumn").run();
      assertThatThrownBy(() -> run.done().block(LONG))
          .hasMessageContaining("no access token")
          .isInstanceOfSatisfying(
              NotSentException.class,
              e -> assertThat(e.reason()).isEqualTo(NotSentException.Reason.CREDENTIALS));
      assertThat(world.counts("autumn").in(LeadState.READY)).isEqualTo(50);
      assertThat(world.twilio.oracle().createRequests()).isZero();
    }
  }

  @Test
  void aCallerThatTwilioRefusesEndsTheRunAndCostsNoLead() {
    try (World world = new World(folder, sim -> sim)) {
      world.load("autumn", 50);
      CallTemplate typo = CallTemplate.from("+15005550001").twiml("<Response/>");
      for (Campaign campaign :
          List.of(
              world.campaign("autumn").template(typo),
              world.campaign("autumn").template(lead -> typo))) {
        assertThatThrownBy(() -> world.runToTheEnd(campaign))
            .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(21212));
        assertThat(world.counts("autumn").in(LeadState.REFUSED)).isZero();
        assertThat(world.counts("autumn").open()).isEqualTo(50);
      }
      assertThat(world.runToTheEnd(world.campaign("autumn")).placed()).isEqualTo(50);
    }
  }

  @Test
  void anAddressThatTwilioRefusesEndsTheRunWhereAllLeadsHaveIt() {
    try (World world = new World(folder, sim -> sim)) {
      world.load("autumn", 50);
      CallTemplate typo =
          CallTemplate.from("+15552223333")
              .url(URI.create("https://example.com/"))
              .parameter("FallbackUrl", "nowhere");
      assertThatThrownBy(() -> world.runToTheEnd(world.campaign("autumn").template(typo)))
          .isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.code()).isEqualTo(21205));
      assertThat(world.counts("autumn").open()).isEqualTo(50);
      Campaign personal =
          world.campaign("autumn").template(l -> l.phone().equals(phone(7)) ? typo : TEMPLATE);
      CampaignProgress end = world.runToTheEnd(personal);
      assertThat(end.placed()).isEqualTo(49);
      assertThat(end.counts().in(LeadState.REFUSED)).isEqualTo(1);
    }
  }

  @Test
  void aCreateThatEndsWithoutAnAnswerIsLookedUp() {
    try (World world = new World(folder, sim -> sim)) {
      AtomicInteger creates = new AtomicInteger();
      world.calls.close();
      world.calls =
          world.client(
              b ->
                  b.filter(
                      (request, next) ->
                          request.operation() == Operation.CREATE && creates.getAndIncrement() == 0
                              ? Mono.empty()
                              : next.exchange(request)));
      world.load("autumn", 3);
      CampaignProgress end =
          world.runToTheEnd(world.campaign("autumn").onUnresolved(OnUnresolved.holdAfter(SECOND)));
      assertThat(end.held()).isEqualTo(1);
      assertThat(end.placed()).isEqualTo(2);
    }
  }

  @Test
  void anOutcomeThatCouldNotBeWrittenDownIsLookedUpByTheNextRunOfTheSameProcess() {
    try (World world = new World(folder, sim -> sim)) {
      world.load("autumn", 3);
      Campaign failing = hasty(world.campaign("autumn", failingOnce(world.store)));
      assertThatThrownBy(() -> world.runToTheEnd(failing)).hasMessage("disk full");
      CampaignProgress end = world.runToTheEnd(hasty(world.campaign("autumn")));
      assertThat(end.placed()).isEqualTo(3);
      assertThat(world.twilio.oracle().totalRings()).isEqualTo(3);
    }
  }

  private static Campaign hasty(Campaign campaign) {
    return campaign
        .sendBy(Duration.ofMillis(500))
        .settleAfter(Duration.ofMillis(500))
        .lease(SECOND);
  }

  /** A store whose first step cannot be made. */
  private static CampaignStore failingOnce(CampaignStore store) {
    AtomicInteger steps = new AtomicInteger();
    return (CampaignStore)
        Proxy.newProxyInstance(
            CampaignStore.class.getClassLoader(),
            new Class<?>[] {CampaignStore.class},
            (proxy, method, arguments) ->
                method.getName().equals("apply") && steps.getAndIncrement() == 0
                    ? Mono.error(new IllegalStateException("disk full"))
                    : method.invoke(store, arguments));
  }

  @Test
  void whoeverAnotherCampaignLeftIsCalledOnceThatIsLookedUp() {
    try (World world = new World(folder, sim -> sim.outcomes(Outcomes.of(0, 1, 0, 0)))) {
      AtomicInteger creates = new AtomicInteger();
      world.calls.close();
      world.calls =
          world.client(
              b ->
                  b.filter(
                      (request, next) ->
                          request.operation() != Operation.CREATE
                              ? next.exchange(request)
                              : creates.getAndIncrement() == 0
                                  ? next.exchange(request).then(Mono.never())
                                  : Mono.never()));
      world.load("autumn", 3);
      world.campaign("autumn").run();
      await(() -> creates.get() == 3 && world.twilio.oracle().totalRings() == 1);
      world.crash();
      world.calls = world.client(b -> b);
      world.load("winter", 5);

      CampaignProgress end =
          world.runToTheEnd(world.campaign("winter").onUnresolved(OnUnresolved.holdAfter(SECOND)));

      assertThat(end.counts().in(LeadState.BUSY)).isEqualTo(5);
      assertThat(world.counts("autumn").in(LeadState.BUSY)).isEqualTo(1);
      assertThat(world.counts("autumn").in(LeadState.HELD)).isEqualTo(2);
    }
  }

  @Test
  void whoeverHasACallWhoseRecordWasDeletedIsHeldOnceItCannotBeAlive() throws Exception {
    try (World world = new World(folder, sim -> sim)) {
      world.load("autumn", 2);
      Campaign campaign = world.campaign("autumn").sweep(SECOND, Duration.ZERO);
      world.runToTheEnd(campaign);
      world.twilio.advance(Duration.ofMinutes(10));
      LeadRecord lead = world.store.leads("autumn", EnumSet.of(LeadState.PLACED)).blockFirst(LONG);
      world.calls.delete(lead.callSid()).block(LONG);
      try (var connection = DriverManager.getConnection("jdbc:sqlite:" + world.file);
          var statement = connection.createStatement()) {
        statement.execute("UPDATE attempt SET intended_at = intended_at - 51 * 3600000");
      }
      assertThat(campaign.sweep().block(LONG)).isEqualTo(2);
      assertThat(world.counts("autumn").in(LeadState.PLACED)).isZero();
      assertThat(world.counts("autumn").in(LeadState.HELD)).isEqualTo(1);
    }
  }

  @Test
  void oneLongCallDoesNotHaveAllCallsSinceReadAgain() throws Exception {
    try (World world = new World(folder, sim -> sim)) {
      world.load("autumn", 2);
      Campaign campaign = world.campaign("autumn").sweep(SECOND, Duration.ZERO);
      world.runToTheEnd(campaign);
      world.twilio.advance(Duration.ofMinutes(10));
      try (var connection = DriverManager.getConnection("jdbc:sqlite:" + world.file);
          var statement = connection.createStatement()) {
        statement.execute("UPDATE attempt SET intended_at = intended_at - 3600000");
      }
      Queue<Operation> read = new ConcurrentLinkedQueue<>();
      world.calls.close();
      world.calls =
          world.client(
              b ->
                  b.filter(
                      (request, next) -> {
                        read.add(request.operation());
                        return next.exchange(request);
                      }));

      assertThat(world.campaign("autumn").sweep().block(LONG)).isEqualTo(2);

      assertThat(read).contains(Operation.FETCH).doesNotContain(Operation.LIST);
      assertThat(world.counts("autumn").in(LeadState.PLACED)).isZero();
    }
  }

  @Test
  void onePhoneInTwoCampaignsIsNotCalledByBothAtOnce() {
    try (World world = new World(folder, sim -> sim.outcomes(Outcomes.of(0, 1, 0, 0)))) {
      world.load("autumn", 40);
      world.load("winter", 40);
      CampaignRun autumn = world.campaign("autumn").run();
      CampaignRun winter = world.campaign("winter").run();
      assertThat(autumn.done().block(LONG).counts().in(LeadState.BUSY)).isEqualTo(40);
      assertThat(winter.done().block(LONG).counts().in(LeadState.BUSY)).isEqualTo(40);
      assertThat(overlapping(world.file)).isZero();
      assertThat(world.twilio.oracle().attemptsRungAgain()).isEmpty();
      assertThat(world.twilio.oracle().totalRings()).isEqualTo(80);
    }
  }

  private static long overlapping(Path ledger) {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
        var statement = connection.createStatement();
        var row =
            statement.executeQuery(
                "SELECT count(*) FROM attempt a JOIN attempt b ON a.phone = b.phone"
                    + " AND a.id <> b.id AND b.intended_at > a.intended_at"
                    + " AND b.intended_at < a.settled_at")) {
      return row.getLong(1);
    } catch (java.sql.SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aRestoredBackupIsRefusedUntilItWasComparedWithTwilio() throws Exception {
    try (World world = new World(folder, sim -> sim)) {
      world.load("autumn", 60);
      Path backup = folder.resolve("backup");
      world.store.close();
      Files.copy(world.file, backup);
      world.store = io.dialflux.campaign.sqlite.SqliteStore.open(world.file);
      Instant before = Instant.now();
      CampaignRun lost = world.campaign("autumn").callsPerSecond(10).run();
      lost.progress(Duration.ofMillis(20)).filter(p -> p.placed() >= 20).blockFirst(LONG);
      lost.stop().block(LONG);
      long called = world.twilio.oracle().totalRings();
      world.store.close();
      Files.copy(backup, world.file, StandardCopyOption.REPLACE_EXISTING);
      world.store = io.dialflux.campaign.sqlite.SqliteStore.open(world.file);

      assertThatThrownBy(() -> world.runToTheEnd(world.campaign("autumn")))
          .isInstanceOfSatisfying(
              LedgerException.class,
              e -> assertThat(e.reason()).isEqualTo(LedgerException.Reason.RESTORED));
      assertThat(world.twilio.oracle().totalRings()).isEqualTo(called);
      assertNotCovered(world, before, before.plusMillis(1), "written at");
      Reconciled reconciled = world.campaign("autumn").reconcile(before, Instant.now()).block(LONG);
      assertThat(reconciled.adopted()).isEqualTo(called);
      assertThat(world.counts("autumn").called()).isEqualTo(called);
      CampaignProgress end = world.runToTheEnd(world.campaign("autumn"));
      assertThat(end.placed()).isEqualTo(60);
      assertThat(world.twilio.oracle().numbersRungAgain()).isEmpty();
      assertThat(world.twilio.oracle().totalRings()).isEqualTo(60);
    }
  }

  @Test
  void aRestoredLedgerIsComparedFromItsLastWritingOn() throws Exception {
    try (World world = new World(folder, sim -> sim)) {
      world.load("autumn", 2);
      world.runToTheEnd(world.campaign("autumn"));
      Path backup = folder.resolve("backup");
      world.store.close();
      Files.copy(world.file, backup);
      world.store = io.dialflux.campaign.sqlite.SqliteStore.open(world.file);
      world.load("winter", 2);
      world.runToTheEnd(world.campaign("winter"));
      world.store.close();
      Files.copy(backup, world.file, StandardCopyOption.REPLACE_EXISTING);
      world.store = io.dialflux.campaign.sqlite.SqliteStore.open(world.file);
      Instant written = world.store.bind(Simulator.DEFAULT_ACCOUNT_SID).block(LONG).writtenAt();

      assertNotCovered(world, written.plusMillis(1), Instant.now(), written.toString());

      world.campaign("autumn").reconcile(written, Instant.now()).block(LONG);
      assertThat(world.store.bind(Simulator.DEFAULT_ACCOUNT_SID).block(LONG).restored()).isFalse();
    }
  }

  private static void assertNotCovered(World world, Instant from, Instant to, String named) {
    assertThatThrownBy(() -> world.campaign("autumn").reconcile(from, to).block(LONG))
        .isInstanceOfSatisfying(
            LedgerException.class,
            e -> assertThat(e.reason()).isEqualTo(LedgerException.Reason.RESTORED))
        .hasMessageContaining(named);
  }

  @Test
  void besideOtherSoftwareOnlyTheAttemptsIdProvesACall() {
    Faults faults = Faults.none().resetAfterPlacing(1);
    try (World world =
        new World(
            folder,
            sim ->
                sim.faults(faults)
                    .outcomes(Outcomes.of(0, 1, 0, 0))
                    .eventsAfter(Duration.ofSeconds(1)))) {
      world.load("autumn", 5);
      Campaign campaign =
          world
              .campaign("autumn")
              .otherWriters(true)
              .onUnresolved(OnUnresolved.holdAfter(Duration.ofSeconds(30)));
      CampaignProgress end = world.runToTheEnd(campaign);
      assertThat(end.counts().in(LeadState.BUSY)).isEqualTo(5);
      assertThat(reasons(world, "SELECT reason FROM attempt")).isNotEmpty();
      assertThat(world.twilio.oracle().totalRings()).isEqualTo(5);
    }
  }

  private static List<String> reasons(World world, String query) {
    return world
        .store
        .leads("autumn", EnumSet.allOf(LeadState.class))
        .map(LeadRecord::reason)
        .collectList()
        .block(LONG);
  }

  @Test
  void twimlCarriesTheAttemptInAComment() {
    try (World world = new World(folder, sim -> sim)) {
      world.load("autumn", 3);
      CallTemplate twiml =
          CallTemplate.from("+15552223333").twiml("<Response><Say>Hello</Say></Response>");
      world.runToTheEnd(world.campaign("autumn").template(twiml));
      assertThat(
              world
                  .store
                  .leads("autumn", EnumSet.allOf(LeadState.class))
                  .map(LeadRecord::attemptId)
                  .collectList()
                  .block(LONG))
          .allSatisfy(id -> assertThat(world.twilio.oracle().ringsOfAttempt(id)).isEqualTo(1));
    }
  }

  @Test
  void aLeadWhoseCallCannotBeMadeIsHeldAndTheOthersAreCalled() {
    try (World world = new World(folder, sim -> sim)) {
      world.load("autumn", 10);
      Campaign campaign =
          world
              .campaign("autumn")
              .template(
                  lead -> {
                    if (lead.phone().equals(phone(3))) {
                      throw new IllegalArgumentException("no text for " + lead.phone());
                    }
                    return TEMPLATE.sendDigits("1");
                  });
      CampaignProgress end = world.runToTheEnd(campaign);
      assertThat(end.placed()).isEqualTo(9);
      assertThat(world.store.leads("autumn", EnumSet.of(LeadState.HELD)).blockFirst(LONG).reason())
          .contains("cannot be made")
          .doesNotContain(phone(3));
    }
  }

  @Test
  void whatCouldRingTwiceIsRefusedBeforeAnythingIsDialled() {
    try (World world = new World(folder, sim -> sim)) {
      Campaign campaign = world.campaign("autumn");
      CallTemplate application =
          CallTemplate.from("+15552223333").application("AP" + "a".repeat(32));
      OnUnresolved redial = OnUnresolved.redialAfter(Duration.ofMinutes(10));
      assertThatThrownBy(() -> campaign.template(application).onUnresolved(redial).run())
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(
              () -> campaign.onUnresolved(OnUnresolved.redialAfter(Duration.ofSeconds(2))).run())
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("grace");
      assertThatThrownBy(
              () ->
                  campaign
                      .onUnresolved(OnUnresolved.redialAfter(Duration.ofSeconds(2)))
                      .load(World.leads(3)))
          .as("before the list is loaded")
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("grace");
      assertThatThrownBy(
              () -> campaign.template(CallTemplate.from("+15552223333").twiml("x".repeat(3_990))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("twiml");
      assertThat(
              campaign.template(
                  CallTemplate.from("+15552223333")
                      .twiml("x".repeat(4_000))
                      .statusCallback(URI.create("https://example.com/status"))))
          .isNotNull();
      assertThatThrownBy(() -> Campaign.named("x", world.store).run())
          .isInstanceOf(IllegalStateException.class);
      assertThat(world.twilio.oracle().requests()).isZero();
    }
  }

  @Test
  void anotherAccountIsRefused() {
    try (World world = new World(folder, sim -> sim)) {
      world.load("autumn", 2);
      world.store.bind("AC" + "f".repeat(32)).block(LONG);
      assertThatThrownBy(() -> world.runToTheEnd(world.campaign("autumn")))
          .isInstanceOfSatisfying(
              LedgerException.class,
              e -> assertThat(e.reason()).isEqualTo(LedgerException.Reason.OTHER_ACCOUNT));
      assertThat(world.twilio.oracle().createRequests()).isZero();
    }
  }

  @Test
  void twiliosQueueSlowsThePace() {
    try (World world = new World(folder, sim -> sim.callsPerSecond(2).clockSpeed(1))) {
      world.load("autumn", 200);
      Campaign campaign =
          world.campaign("autumn").callsPerSecond(40).maxQueueTime(Duration.ofSeconds(5));
      CampaignRun run = campaign.run();
      CampaignProgress slow =
          run.progress(Duration.ofMillis(20)).filter(p -> p.callsPerSecond() < 15).blockFirst(LONG);
      assertThat(slow.queueTime()).isGreaterThan(Duration.ofSeconds(5));
      run.stop().block(LONG);
      assertThat(world.twilio.oracle().totalRings()).isLessThan(150);
    }
  }

  @Test
  void twiliosQueueStaysShortHoweverMuchTooFastTheCampaignIs() {
    try (World world = new World(folder, sim -> sim.callsPerSecond(2).clockSpeed(1))) {
      world.load("autumn", 200);
      CampaignRun run =
          world
              .campaign("autumn")
              .callsPerSecond(200)
              .maxInFlight(4)
              .maxQueueTime(Duration.ofSeconds(1))
              .run();
      List<Duration> queued =
          run.progress(Duration.ofMillis(50))
              .map(CampaignProgress::queueTime)
              .skipUntil(time -> time.compareTo(Duration.ofSeconds(1)) > 0)
              .take(60)
              .collectList()
              .block(LONG);
      run.stop().block(LONG);
      assertThat(Collections.max(queued)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
    }
  }

  @Test
  void anEmptyCampaignEndsAtOnce() {
    try (World world = new World(folder, sim -> sim)) {
      assertThat(world.runToTheEnd(world.campaign("nobody")).leads()).isZero();
      assertThat(Flux.from(world.campaign("nobody").load(Flux.empty())).collectList().block(LONG))
          .isEmpty();
    }
  }

  private static void await(java.util.function.BooleanSupplier condition) {
    Flux.interval(Duration.ofMillis(10)).filter(i -> condition.getAsBoolean()).blockFirst(LONG);
  }
}
