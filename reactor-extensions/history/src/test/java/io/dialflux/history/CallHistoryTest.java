package io.dialflux.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialflux.call.Call;
import io.dialflux.call.CallStatus;
import io.dialflux.call.CallTemplate;
import io.dialflux.call.UpdateCall;
import io.dialflux.simulator.Fault;
import io.dialflux.simulator.Faults;
import io.dialflux.simulator.Outcomes;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What readers of large histories run into elsewhere, each against the simulator. */
class CallHistoryTest {
  private static final Instant FROM = Instant.parse("2026-11-14T06:17:23Z");
  private static final Instant TO = Instant.parse("2026-11-21T19:42:08Z");

  private static List<Call> read(CallHistory history) {
    return history.calls().collectList().block(World.LONG);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 8})
  void everyCallOnceWhateverIsReadAtOnce(int concurrency) {
    try (World world = World.of(2_000, 12)) {
      List<Call> calls = read(world.history().concurrency(concurrency).between(FROM, TO));

      assertThat(World.sorted(calls)).isEqualTo(World.sorted(world.truth(FROM, TO)));
      assertThat(calls).hasSizeGreaterThan(1_000);
    }
  }

  @Test
  void theRangeIsExactToTheSecond() {
    try (World world = World.of(500, 3)) {
      List<Call> all = world.truth(World.NOW.minus(Duration.ofDays(4)), World.NOW);
      Instant from = all.get(400).startTime();
      Instant to = all.get(100).startTime();

      List<Call> calls = read(world.history().neverDialled(false).between(from, to));

      assertThat(calls).isNotEmpty();
      assertThat(calls).allMatch(c -> !c.startTime().isBefore(from) && c.startTime().isBefore(to));
      assertThat(World.sids(calls)).contains(all.get(400).sid()).doesNotContain(all.get(100).sid());
    }
  }

  @Test
  void inOrderItIsAsTwilioListsIt() {
    try (World world = World.of(1_000, 9)) {
      List<String> listed =
          world.truth(FROM, TO).stream().filter(c -> c.startTime() != null).map(Call::sid).toList();

      List<Call> calls = read(world.history().ordered().neverDialled(false).between(FROM, TO));

      // calls of one day keep their order; around midnight a wait in the queue may change it
      assertThat(World.sids(calls)).containsExactlyInAnyOrderElementsOf(listed);
      assertThat(calls.get(0).startTime()).isAfter(calls.get(calls.size() - 1).startTime());
      int same = 0;
      for (int i = 0; i < listed.size(); i++) {
        same += listed.get(i).equals(calls.get(i).sid()) ? 1 : 0;
      }
      assertThat(same).isGreaterThan(listed.size() * 9 / 10);
    }
  }

  @Test
  void callsThatWereNeverDialledAreInIt() {
    try (World world = World.of(2_000, 12)) {
      Set<String> never = new HashSet<>();
      world.truth(FROM, TO).stream()
          .filter(call -> call.startTime() == null)
          .forEach(call -> never.add(call.sid()));
      assertThat(never).isNotEmpty();

      CallHistory history = world.history().between(FROM, TO);
      assertThat(World.sids(read(history))).containsAll(never);
      assertThat(World.sids(read(history.neverDialled(false)))).doesNotContainAnyElementsOf(never);
      assertThat(World.sids(read(history.status(CallStatus.CANCELED))))
          .containsExactlyInAnyOrderElementsOf(never);
    }
  }

  @ParameterizedTest
  @CsvSource({"1, false", "8, false", "8, true"})
  void aCallCanceledInTheQueueWhileItIsReadComesOnce(int concurrency, boolean queueIsLate) {
    try (World world = new World(b -> b.callsPerSecond(0.1))) {
      CallTemplate template =
          CallTemplate.from("+15552223333").url(URI.create("https://a.example"));
      List<String> placed = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        placed.add(world.calls.create(template.to("+1212555010" + i % 10)).block().sid());
      }
      world.twilio.advance(Duration.ofSeconds(1));
      Set<String> canceled = new HashSet<>();
      if (queueIsLate) {
        world.twilio.nextRequests(Fault.TOO_MANY_REQUESTS);
      }
      List<Call> read =
          world
              .history()
              .ordered()
              .concurrency(concurrency)
              .pageSize(5)
              .between(World.NOW.minusSeconds(60), World.NOW.plusSeconds(60))
              .pages()
              .concatMap(
                  page ->
                      canceled.add(placed.get(12))
                          ? world
                              .calls
                              .update(placed.get(12), UpdateCall.cancel())
                              .thenMany(reactor.core.publisher.Flux.fromIterable(page.calls()))
                          : reactor.core.publisher.Flux.fromIterable(page.calls()),
                  1)
              .collectList()
              .block(World.LONG);

      assertThat(World.sids(read)).containsExactlyInAnyOrderElementsOf(placed);
    }
  }

  @Test
  void filtersAreTwiliosOwn() {
    try (World world = World.of(2_000, 12)) {
      Call some = world.truth(FROM, TO).get(77);
      List<Call> expected =
          world.truth(FROM, TO).stream().filter(c -> some.from().equals(c.from())).toList();

      List<Call> calls = read(world.history().from(some.from()).between(FROM, TO));

      assertThat(World.sorted(calls)).isEqualTo(World.sorted(expected));
    }
  }

  @Test
  void callsThatArriveMeanwhileDoNotDisturbIt() {
    try (World world = new World(b -> b.history(1_000, Duration.ofDays(9)).emptyPages(0.3))) {
      List<Call> before = world.truth(FROM, World.NOW);
      CallTemplate template =
          CallTemplate.from("+15552223333").url(URI.create("https://a.example"));
      List<Call> calls =
          world
              .history()
              .since(FROM)
              .scheduler(new StoppedClock(World.NOW))
              .pages()
              .concatMap(
                  page ->
                      world
                          .calls
                          .create(template.to("+12125550100"))
                          .doOnNext(c -> world.twilio.advance(Duration.ofSeconds(2)))
                          .thenMany(reactor.core.publisher.Flux.fromIterable(page.calls())),
                  1)
              .collectList()
              .block(World.LONG);

      assertThat(World.sorted(calls)).isEqualTo(World.sorted(before));
    }
  }

  @Test
  void anEndThatIsStillToComeIsFixedToo() {
    try (World world = World.of(100, 3)) {
      Instant tomorrow = World.NOW.plus(Duration.ofDays(1));
      CallHistory history =
          world.history().between(FROM, tomorrow).scheduler(new StoppedClock(World.NOW));

      HistoryToken end = history.read().last().block(World.LONG).token();

      assertThat(end.to()).isEqualTo(World.NOW);
      CallHistory later = history.scheduler(new StoppedClock(tomorrow));
      assertThat(read(later.changesSince(end.to()).lookBack(Duration.ZERO))).isEmpty();
      assertThat(later.calls(end).collectList().block(World.LONG)).isEmpty();
    }
  }

  @Test
  void tooManyRequestsSlowItDownAndLoseNothing() {
    Faults slow = Faults.none().onOthers(Fault.SLOW_ANSWER_AFTER_PLACING, 1); // so that they meet
    try (World world =
        new World(
            b ->
                b.history(1_000, Duration.ofDays(9))
                    .concurrentRequests(2)
                    .faults(slow)
                    .slowAnswer(Duration.ofMillis(100)))) {
      HistoryProgress[] last = new HistoryProgress[1];
      List<Call> calls =
          world
              .history()
              .concurrency(8)
              .between(FROM, TO)
              .pages()
              .doOnNext(page -> last[0] = page.progress())
              .flatMapIterable(HistoryPage::calls)
              .collectList()
              .block(World.LONG);

      assertThat(last[0].tooManyRequests()).isPositive();
      assertThat(World.sorted(calls)).isEqualTo(World.sorted(world.truth(FROM, TO)));
    }
  }

  @Test
  void aWindowWhosePageTokenIsForgottenBeginsAnewAndRepeatsNothing() {
    try (World world =
        new World(
            b -> b.history(1_000, Duration.ofDays(5)).pageTokenLifetime(Duration.ofMinutes(1)))) {
      List<Call> truth = world.truth(FROM, TO);
      AtomicInteger pages = new AtomicInteger();
      List<Call> calls =
          world
              .history()
              .pageSize(20)
              .between(FROM, TO)
              .pages()
              .doOnNext(
                  page -> {
                    if (List.of(9, 21, 40).contains(pages.incrementAndGet())) {
                      world.twilio.advance(Duration.ofMinutes(2));
                    }
                  })
              .flatMapIterable(HistoryPage::calls, 1)
              .collectList()
              .block(World.LONG);

      assertThat(World.sorted(calls)).isEqualTo(World.sorted(truth));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itGoesOnBehindAnyCallInAnotherProcess(boolean ordered) {
    try (World world = World.of(120, 4)) {
      CallHistory history =
          world.history().pageSize(7).concurrency(3).between(FROM, TO.plusSeconds(80_000));
      CallHistory reading = ordered ? history.ordered() : history;
      List<String> truth = World.sorted(world.truth(FROM, TO.plusSeconds(80_000)));
      List<String> values = new ArrayList<>();
      List<String> handedOut = new ArrayList<>();
      reading
          .read()
          .doOnNext(
              call -> {
                handedOut.add(call.call().sid());
                values.add(call.token().value());
              })
          .blockLast(World.LONG);
      assertThat(handedOut).hasSizeGreaterThan(80);

      for (int k = 0; k < values.size(); k++) {
        List<String> all = new ArrayList<>(handedOut.subList(0, k + 1));
        HistoryToken token = HistoryToken.parse(values.get(k));
        assertThat(token.calls()).isEqualTo(k + 1);
        all.addAll(World.sids(reading.calls(token).collectList().block(World.LONG)));
        assertThat(all.stream().sorted().toList()).as("behind call %d", k).isEqualTo(truth);
      }
    }
  }

  @Test
  void itGoesOnWhereThePageTokensAreForgottenAndTheLastCallWasDeleted() {
    try (World world =
        new World(
            b -> b.history(300, Duration.ofDays(3)).pageTokenLifetime(Duration.ofMinutes(1)))) {
      Instant from = World.NOW.minus(Duration.ofDays(3));
      CallHistory history = world.history().pageSize(10).between(from, World.NOW);
      Random random = new Random(7);
      for (int round = 0; round < 10; round++) {
        List<String> truth = World.sorted(world.truth(from, World.NOW));
        List<HistoryCall> begun =
            history.read().take(40 + random.nextInt(100)).collectList().block(World.LONG);
        HistoryCall last = begun.get(begun.size() - 1);
        HistoryToken token = HistoryToken.parse(last.token().value());
        world.twilio.advance(Duration.ofMinutes(2));
        world.calls.delete(last.call().sid()).block();

        List<String> all =
            new ArrayList<>(World.sids(begun.stream().map(HistoryCall::call).toList()));
        all.addAll(World.sids(history.calls(token).collectList().block(World.LONG)));

        assertThat(all.stream().sorted().toList()).isEqualTo(truth);
      }
    }
  }

  @Test
  void aTokenForSomethingElseIsRefused() {
    try (World world = World.of(100, 4)) {
      CallHistory history = world.history().between(FROM, TO);
      HistoryToken token = history.read().blockFirst(World.LONG).token();

      assertThatThrownBy(() -> history.status(CallStatus.BUSY).calls(token))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("filters");
      for (CallHistory another :
          List.of(
              history.between(FROM, TO.plusSeconds(1)),
              history.since(FROM),
              history.changesSince(FROM).lookBack(Duration.ZERO),
              world.history())) {
        assertThatThrownBy(() -> another.calls(token))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("range");
      }
      assertThatThrownBy(
              () ->
                  CallHistory.of(world.calls.account("AC00000000000000000000000000000001"))
                      .between(FROM, TO)
                      .calls(token))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("account");
      assertThatThrownBy(() -> HistoryToken.parse(token.value() + "x"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasNoCause();
      assertThat(token.toString()).doesNotContain("2026");
    }
  }

  @Test
  void aTimeWithoutDaysIsRefused() {
    try (World world = World.of(1, 1)) {
      CallHistory history = world.history();
      assertThatThrownBy(() -> history.since(Instant.MIN))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("from must be");
      assertThatThrownBy(() -> history.between(FROM, Instant.MAX))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("to must be");
      Duration ever = Duration.ofSeconds(Long.MAX_VALUE);
      assertThat(history.changesSince(World.NOW).lookBack(ever).beginning().from())
          .isEqualTo(Instant.EPOCH);
    }
  }

  @Test
  void itTellsHowFarItHasCome() {
    try (World world = World.of(300, 9)) {
      List<HistoryProgress> progress =
          world
              .history()
              .between(FROM, TO)
              .pages()
              .map(HistoryPage::progress)
              .collectList()
              .block(World.LONG);

      HistoryProgress last = progress.get(progress.size() - 1);
      assertThat(progress.get(0).done()).isFalse();
      assertThat(last.done()).isTrue();
      assertThat(last.windows()).isEqualTo(3 + 8);
      assertThat(last.windowsDone()).isEqualTo(last.windows());
      assertThat(last.calls()).isEqualTo(world.truth(FROM, TO).size());
      assertThat(last.dateReached()).isEqualTo("2026-11-14");
      assertThat(last.timeLeft()).isZero();
      assertThat(last.callsPerSecond()).isPositive();
    }
  }

  @Test
  void changesComeWithTheDaysBeforeTheWatermark() {
    try (World world = World.of(600, 6)) {
      Instant watermark = World.NOW.minus(Duration.ofDays(1));
      CallHistory changes =
          world.history().changesSince(watermark).scheduler(new StoppedClock(World.NOW));

      assertThat(World.sorted(read(changes)))
          .isEqualTo(World.sorted(world.truth(World.NOW.minus(Duration.ofDays(3)), World.NOW)));
      assertThat(World.sorted(read(changes.lookBack(Duration.ZERO))))
          .isEqualTo(World.sorted(world.truth(watermark, World.NOW)));
    }
  }

  @Test
  void theEndAndThePriceOfACallComeWithTheChanges() {
    try (World world = new World(b -> b.outcomes(Outcomes.allCompleted()))) {
      CallTemplate template =
          CallTemplate.from("+15552223333").url(URI.create("https://a.example"));
      String sid = world.calls.create(template.to("+12125550100")).block(World.LONG).sid();
      for (int i = 0; i < 60 && !isUnderWay(world, sid); i++) {
        world.twilio.advance(Duration.ofSeconds(1));
      }
      world.twilio.advance(Duration.ofSeconds(1));
      HistoryCall underWay =
          world
              .history()
              .since(World.NOW)
              .scheduler(new StoppedClock(world.twilio.now()))
              .read()
              .blockLast(World.LONG);
      assertThat(underWay.call().sid()).isEqualTo(sid);
      assertThat(underWay.call().endTime()).isNull();
      assertThat(underWay.call().price()).isNull();

      world.twilio.advance(Duration.ofHours(2));
      CallHistory changes =
          world
              .history()
              .changesSince(underWay.token().to())
              .scheduler(new StoppedClock(world.twilio.now()));
      assertThat(read(changes))
          .singleElement()
          .satisfies(
              call -> {
                assertThat(call.sid()).isEqualTo(sid);
                assertThat(call.endTime()).isNotNull();
                assertThat(call.price()).isNegative();
              });
      assertThat(read(changes.lookBack(Duration.ZERO))).as("it began before").isEmpty();
    }
  }

  private static boolean isUnderWay(World world, String sid) {
    return world.calls.fetch(sid).block(World.LONG).status().equals(CallStatus.IN_PROGRESS);
  }

  @Test
  void anEmptyRangeEnds() {
    try (World world = World.of(10, 1)) {
      assertThat(
              read(
                  world.history().since(Instant.parse("2999-01-01T00:00:00Z")).neverDialled(false)))
          .isEmpty();
    }
  }
}
