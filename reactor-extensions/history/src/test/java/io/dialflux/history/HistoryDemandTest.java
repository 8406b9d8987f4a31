package io.dialflux.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.call.Call;
import io.dialflux.call.CallPage;
import io.dialflux.call.PageToken;
import io.dialflux.error.ApiException;
import io.dialflux.error.NoAnswerException;
import io.dialflux.error.Outcome;
import io.dialflux.error.RateLimitedException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What is fetched for what is requested, when it fails, and when nobody wants it any more. */
class HistoryDemandTest {
  private static final Instant FROM = Instant.parse("2026-11-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-11-21T00:00:00Z");
  private static final int DAYS = 20;

  private static CallHistory history(StubCalls calls) {
    return CallHistory.of(calls).between(FROM, TO).neverDialled(false).concurrency(4);
  }

  private static VirtualTimeScheduler afterwards() {
    VirtualTimeScheduler time = VirtualTimeScheduler.create();
    time.advanceTimeTo(TO);
    return time;
  }

  /** 20 days of 3 pages of 10 calls, 4 windows at once. */
  @ParameterizedTest
  @CsvSource({
    "false, 0, 0", "false, 1, 5", "false, 10, 6", "false, 11, 6", "false, 20, 7", "false, 21, 7",
    "true, 0, 0", "true, 1, 5", "true, 10, 6", "true, 11, 6", "true, 20, 7", "true, 21, 7"
  })
  void pagesFetchedByCallsRequested(boolean ordered, int requested, int fetched) {
    StubCalls calls = new StubCalls(3, 10);
    CallHistory history = ordered ? history(calls).ordered() : history(calls);
    BaseSubscriber<Call> subscriber = requesting(requested);
    history.calls().subscribe(subscriber);

    // the page to hand out next, and one more for each window: 4 at once
    assertThat(calls.fetched).hasValue(fetched);
    subscriber.cancel();
    assertThat(calls.fetched).hasValue(fetched);
  }

  /** The same days: each page that is taken lets its window fetch one more. */
  @ParameterizedTest
  @CsvSource({
    "false, 0, 0", "false, 1, 5", "false, 2, 6", "false, 3, 7", "false, 60, 60",
    "true, 0, 0", "true, 1, 5", "true, 2, 6", "true, 3, 7", "true, 60, 60"
  })
  void pagesFetchedByPagesRequested(boolean ordered, int requested, int fetched) {
    StubCalls calls = new StubCalls(3, 10);
    CallHistory history = ordered ? history(calls).ordered() : history(calls);
    BaseSubscriber<HistoryPage> subscriber = requesting(requested);
    history.pages().subscribe(subscriber);

    assertThat(calls.fetched).hasValue(fetched);
    subscriber.cancel();
    assertThat(calls.fetched).hasValue(fetched);
  }

  private static <T> BaseSubscriber<T> requesting(int requested) {
    return new BaseSubscriber<>() {
      @Override
      protected void hookOnSubscribe(org.reactivestreams.Subscription subscription) {
        if (requested > 0) {
          subscription.request(requested);
        }
      }
    };
  }

  @Test
  void inOrderItIsTheNewestDayFirst() {
    StubCalls calls = new StubCalls(3, 10);
    List<Instant> starts =
        history(calls).ordered().calls().map(Call::startTime).collectList().block();

    assertThat(starts).hasSize(DAYS * 30).isSortedAccordingTo((a, b) -> b.compareTo(a));
  }

  @Test
  void aCallThatIsDialledWhileTheQueueIsReadComesOnce() {
    LocalDate newest = LocalDate.of(2026, 11, 20);
    Sinks.One<CallPage> queue = Sinks.one();
    StubCalls slow =
        new StubCalls(1, 10) {
          @Override
          public Flux<CallPage> pages(PageToken token) {
            boolean ofDay = !token.page().contains("Status=");
            boolean ofQueue = token.page().contains("Status=queued");
            return ofDay
                ? super.pages(token)
                : ofQueue ? queue.asMono().flux() : Flux.just(CallPage.of(List.of(), null));
          }
        };
    List<String> read = new ArrayList<>();
    history(slow).neverDialled(true).calls().subscribe(call -> read.add(call.sid()));
    assertThat(slow.log).as("the others do not wait").contains("2026-11-19/0");
    assertThat(slow.log).doesNotContain(newest + "/0");

    Call dialled = slow.page(newest, 0).calls().get(0);
    queue.tryEmitValue(CallPage.of(List.of(StubCalls.queued(dialled)), null));
    assertThat(read).hasSize(DAYS * 10).doesNotHaveDuplicates();
  }

  @Test
  void cancellingEndsEveryRequestUnderWay() {
    AtomicInteger cancelled = new AtomicInteger();
    StubCalls silent =
        new StubCalls(3, 10) {
          @Override
          Mono<CallPage> instead(LocalDate day, int page) {
            return Mono.<CallPage>never().doOnCancel(cancelled::incrementAndGet);
          }
        };
    history(silent).calls().subscribe().dispose();

    assertThat(silent.fetched).hasValue(4);
    assertThat(cancelled).hasValue(4);
  }

  @Test
  void a429HalvesWhatIsFetchedAtOnceAndItRecovers() {
    VirtualTimeScheduler time = afterwards();
    Fetching fetching = Fetching.STANDARD.concurrency(8).scheduler(time);
    FetchLimit limit = new FetchLimit(fetching);

    limit.slowDown();
    assertThat(limit.limit()).isEqualTo(4);
    limit.slowDown(); // the others of the same moment
    assertThat(limit.limit()).isEqualTo(4);
    time.advanceTimeBy(Duration.ofSeconds(2));
    assertThat(limit.limit()).isEqualTo(6);
    limit.slowDown();
    assertThat(limit.limit()).isEqualTo(3);
    time.advanceTimeBy(Duration.ofSeconds(60));
    assertThat(limit.limit()).isEqualTo(8);
    assertThat(limit.tooManyRequests()).isEqualTo(3);
  }

  @Test
  void a429MakesNoRoomForThoseThatWait() {
    VirtualTimeScheduler time = afterwards();
    List<Sinks.One<CallPage>> answers = new ArrayList<>();
    StubCalls busy =
        new StubCalls(3, 10) {
          @Override
          Mono<CallPage> instead(LocalDate day, int page) {
            answers.add(Sinks.one());
            return answers.get(answers.size() - 1).asMono();
          }
        };
    Disposable reading = history(busy).scheduler(time).calls().subscribe();
    assertThat(answers).hasSize(4);
    RateLimitedException refusal = new RateLimitedException(20429, "busy", null, null, null);
    answers.get(0).tryEmitError(refusal);
    answers.get(1).tryEmitError(refusal);
    time.advanceTimeBy(Duration.ofSeconds(1));
    assertThat(answers).as("those two wait, for two may be fetched").hasSize(4);

    answers.get(2).tryEmitError(refusal);
    assertThat(answers).as("one may be fetched").hasSize(4);
    reading.dispose();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void behindTheEndThoseThatWaitForRoomFetchNothing(boolean cancelled) {
    VirtualTimeScheduler time = afterwards();
    List<Sinks.One<CallPage>> answers = new ArrayList<>();
    StubCalls busy =
        new StubCalls(3, 10) {
          @Override
          Mono<CallPage> instead(LocalDate day, int page) {
            answers.add(Sinks.one());
            return answers.get(answers.size() - 1).asMono();
          }
        };
    List<Throwable> ends = new ArrayList<>();
    Disposable reading = history(busy).scheduler(time).calls().subscribe(call -> {}, ends::add);
    RateLimitedException refusal = new RateLimitedException(20429, "busy", null, null, null);
    answers.get(3).tryEmitError(refusal);
    answers.get(2).tryEmitError(refusal);
    time.advanceTimeBy(Duration.ofMillis(600));
    assertThat(answers).as("two may be fetched, and two wait").hasSize(4);

    if (cancelled) {
      reading.dispose();
    } else {
      answers.get(0).tryEmitError(new ApiException(Outcome.REFUSED, 403, 20403, "no", null, null));
      assertThat(ends).singleElement().isInstanceOf(HistoryInterruptedException.class);
    }
    assertThat(answers).hasSize(4);
  }

  @Test
  void aPageRefusedBy429IsFetchedAgainAndCounted() {
    VirtualTimeScheduler time = afterwards();
    AtomicInteger refused = new AtomicInteger();
    StubCalls busy =
        new StubCalls(3, 10) {
          @Override
          Mono<CallPage> instead(LocalDate day, int page) {
            return page == 1 && refused.getAndIncrement() < 5
                ? Mono.error(new RateLimitedException(20429, "busy", null, null, null))
                : Mono.empty();
          }
        };
    AtomicInteger told = new AtomicInteger();
    StepVerifier.create(
            history(busy)
                .scheduler(time)
                .pages()
                .doOnNext(page -> told.set((int) page.progress().tooManyRequests()))
                .flatMapIterable(HistoryPage::calls)
                .map(Call::sid)
                .distinct()
                .count())
        .then(() -> time.advanceTimeBy(Duration.ofMinutes(2)))
        .expectNext(DAYS * 30L)
        .verifyComplete();
    assertThat(told).hasValue(5);
  }

  @Test
  void aPageThatFailsForGoodTellsWhereToGoOn() {
    StubCalls broken =
        new StubCalls(3, 10) {
          @Override
          Mono<CallPage> instead(LocalDate day, int page) {
            return day.getDayOfMonth() == 10 && page == 1
                ? Mono.error(new ApiException(Outcome.REFUSED, 403, 20403, "no", null, null))
                : Mono.empty();
          }
        };
    List<String> before = new java.util.ArrayList<>();
    HistoryToken[] resumeAt = new HistoryToken[1];
    StepVerifier.create(history(broken).calls().doOnNext(call -> before.add(call.sid())))
        .thenConsumeWhile(call -> true)
        .consumeErrorWith(
            e -> {
              assertThat(e).isInstanceOf(HistoryInterruptedException.class);
              assertThat(e.getCause()).isInstanceOf(ApiException.class);
              resumeAt[0] = ((HistoryInterruptedException) e).resumeAt();
            })
        .verify();

    List<String> all = new java.util.ArrayList<>(before);
    history(new StubCalls(3, 10))
        .calls(HistoryToken.parse(resumeAt[0].value()))
        .doOnNext(call -> all.add(call.sid()))
        .blockLast();
    assertThat(all).hasSize(DAYS * 30).doesNotHaveDuplicates();
    assertThat(resumeAt[0].calls()).isEqualTo(before.size());
  }

  @Test
  void whereAWindowGoesOnIsFoundBehindCallsThatAreOutOfOrder() {
    HistoryToken behindTwoPages = unordered(Set.of(), null).read().take(20).last().block().token();
    List<String> all = new ArrayList<>();
    unordered(Set.of(), null).calls().take(20).doOnNext(call -> all.add(call.sid())).blockLast();

    unordered(Set.of(2), null)
        .calls(HistoryToken.parse(behindTwoPages.value()))
        .doOnNext(call -> all.add(call.sid()))
        .blockLast();

    assertThat(all).hasSize(50).doesNotHaveDuplicates();
  }

  /** A day of 5 pages, of which the first has an old call; tokens are forgotten once each. */
  private static CallHistory unordered(Set<Integer> forgotten, @Nullable String deleted) {
    Set<Integer> left = new HashSet<>(forgotten);
    StubCalls calls =
        new StubCalls(5, 10) {
          @Override
          Mono<CallPage> instead(LocalDate day, int page) {
            return left.remove(page)
                ? Mono.error(new ApiException(Outcome.REFUSED, 400, 21481, "gone", null, null))
                : Mono.empty();
          }

          @Override
          CallPage page(LocalDate day, int page) {
            CallPage ordered = super.page(day, page);
            List<Call> calls = new ArrayList<>(ordered.calls());
            if (page == 0) {
              Instant midnight = day.atStartOfDay().toInstant(ZoneOffset.UTC);
              calls.set(3, call(1L << 40, midnight, midnight));
            }
            calls.removeIf(call -> call.sid().equals(deleted));
            return CallPage.of(calls, ordered.next());
          }
        };
    return history(calls).between(FROM, FROM.plus(Duration.ofDays(1))).concurrency(1);
  }

  @Test
  void whereTheBoundarysCallIsGoneOneOldCallIsNotTakenForThePlace() {
    List<Call> begun = unordered(Set.of(), null).calls().take(20).collectList().block();
    HistoryToken behind = unordered(Set.of(), null).read().take(20).last().block().token();
    String gone = begun.get(19).sid();
    List<String> all = new ArrayList<>(begun.stream().map(Call::sid).toList());

    unordered(Set.of(2), gone)
        .calls(HistoryToken.parse(behind.value()))
        .doOnNext(call -> all.add(call.sid()))
        .blockLast();

    assertThat(all).hasSize(50).doesNotHaveDuplicates();
  }

  /** A day of 5 pages without one of its calls; tokens are forgotten once each. */
  private static CallHistory without(@Nullable Integer deleted, IntFunction<Call> call) {
    List<Call> listed = new ArrayList<>(IntStream.range(0, 50).mapToObj(call).toList());
    if (deleted != null) {
      listed.remove((int) deleted);
    }
    Set<Integer> left = new HashSet<>(deleted == null ? Set.of() : Set.of(1, 2, 3, 4));
    StubCalls calls =
        new StubCalls(5, 10) {
          @Override
          Mono<CallPage> instead(LocalDate day, int page) {
            return left.remove(page)
                ? Mono.error(new ApiException(Outcome.REFUSED, 400, 21481, "gone", null, null))
                : Mono.empty();
          }

          @Override
          CallPage page(LocalDate day, int page) {
            int to = Math.min(listed.size(), 10 * page + 10);
            return CallPage.of(listed.subList(10 * page, to), super.page(day, page).next());
          }
        };
    return history(calls).between(FROM, FROM.plus(Duration.ofDays(1))).concurrency(1);
  }

  /** The calls handed out up to a call, and behind it, it being deleted meanwhile. */
  private static List<String> aroundADeletedOne(int behind, IntFunction<Call> call) {
    List<String> all = new ArrayList<>();
    HistoryToken token =
        without(null, call)
            .read()
            .take(behind)
            .doOnNext(handedOut -> all.add(handedOut.call().sid()))
            .last()
            .block()
            .token();
    without(behind - 1, call)
        .calls(HistoryToken.parse(token.value()))
        .doOnNext(handedOut -> all.add(handedOut.sid()))
        .blockLast();
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 25, 60})
  void whereTheBoundarysCallIsGoneNoCallOfItsSecondIsLost(int aSecond) {
    Instant noon = FROM.plus(Duration.ofHours(12));
    IntFunction<Call> call =
        i -> {
          Instant created = noon.minusSeconds(i / aSecond);
          return StubCalls.call(i + 1, created, created);
        };
    for (int behind = 1; behind < 50; behind++) {
      assertThat(aroundADeletedOne(behind, call))
          .as("behind call %d", behind)
          .hasSize(50)
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void callsWithoutADateMakeNoLongTokenAndAreNotLost() {
    IntFunction<Call> undated =
        i ->
            Call.parse(
                String.format(
                    "{\"sid\":\"CA%032x\",\"start_time\":\"%s\"}",
                    i + 1, StubCalls.rfc(FROM.plusSeconds(90 - i))));
    HistoryToken behindMany = without(null, undated).read().take(45).last().block().token();

    assertThat(behindMany.value()).hasSizeLessThan(1_000);
    assertThat(aroundADeletedOne(45, undated)).contains(undated.apply(45).sid()).hasSize(45 + 49);
  }

  /** So that it can be listed already, or not yet, and neither reading knows of the other. */
  @Test
  void aCallOfTheSecondOfTheSubscriptionIsOfTheNextReading() {
    Instant second = FROM.plus(Duration.ofHours(12));
    Call late = StubCalls.call(1, second, second);
    List<Call> listed =
        new ArrayList<>(List.of(StubCalls.call(2, second.minusSeconds(1), second.minusSeconds(1))));
    StubCalls calls =
        new StubCalls(1, 1) {
          @Override
          CallPage page(LocalDate day, int page) {
            return CallPage.of(listed, null);
          }
        };
    CallHistory history = CallHistory.of(calls).neverDialled(false);
    HistoryCall before =
        history.since(FROM).scheduler(new StoppedClock(second.plusMillis(300))).read().blockLast();
    listed.add(0, late);
    CallHistory next =
        history.since(before.token().to()).scheduler(new StoppedClock(second.plusSeconds(60)));

    assertThat(before.call().sid()).isEqualTo(listed.get(1).sid());
    assertThat(next.calls().map(Call::sid).collectList().block()).containsExactly(late.sid());
  }

  @ParameterizedTest
  @ValueSource(strings = {"completed", "failed"})
  void aCallWhoseStartCannotBeReadIsInTheDayThatListsIt(String status) {
    LocalDate day = LocalDate.of(2026, 11, 5);
    Call odd =
        Call.parse(
            String.format(
                "{\"sid\":\"CA%032x\",\"status\":\"%s\",\"date_created\":\"%s\","
                    + "\"start_time\":\"soon\"}",
                1L << 60, status, StubCalls.rfc(day.atTime(12, 0).toInstant(ZoneOffset.UTC))));
    StubCalls calls =
        new StubCalls(1, 10) {
          @Override
          CallPage page(LocalDate listed, int page) {
            List<Call> all = new ArrayList<>(super.page(listed, page).calls());
            if (listed.equals(day)) {
              all.add(3, odd);
            }
            return CallPage.of(all, null);
          }

          @Override
          public Flux<CallPage> pages(PageToken token) {
            String list = token.page();
            return list.contains("Status=")
                ? Flux.just(
                    CallPage.of(list.contains("=" + status) ? List.of(odd) : List.of(), null))
                : super.pages(token);
          }
        };
    List<String> read =
        history(calls).neverDialled(true).calls().map(Call::sid).collectList().block();

    assertThat(read).containsOnlyOnce(odd.sid()).hasSize(DAYS * 10 + 1);
  }

  @Test
  void aTokenThatIsForgottenMakesItsOwnWindowBeginAnewAndNoOther() {
    Set<String> left = new HashSet<>(Set.of("2026-11-05/2"));
    StubCalls calls =
        new StubCalls(3, 10) {
          @Override
          Mono<CallPage> instead(LocalDate day, int page) {
            return left.remove(day + "/" + page)
                ? Mono.error(new ApiException(Outcome.REFUSED, 400, 21481, "gone", null, null))
                : Mono.empty();
          }
        };
    List<String> read = history(calls).calls().map(Call::sid).collectList().block();

    assertThat(read).hasSize(DAYS * 30).doesNotHaveDuplicates();
    assertThat(calls.log)
        .filteredOn(fetch -> fetch.startsWith("2026-11-05"))
        .extracting(fetch -> fetch.substring(11))
        .containsExactly("0", "1", "2", "0", "1", "2");
    assertThat(calls.log)
        .filteredOn(fetch -> !fetch.startsWith("2026-11-05"))
        .hasSize((DAYS - 1) * 3)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(strings = {"queued", "canceled", "failed"})
  void aCallThatWasNeverDialledIsFoundByItsStatusInTheRange(String status) {
    Instant noon = FROM.plus(Duration.ofHours(12));
    Call before = undialled(1, status, FROM.minusSeconds(1));
    Call within = undialled(2, status, noon);
    Call dialled = StubCalls.call(3, noon, noon);
    Call behind = undialled(4, status, TO);
    StubCalls calls =
        new StubCalls(1, 10) {
          @Override
          public Flux<CallPage> pages(PageToken token) {
            String list = token.page();
            List<Call> listed = List.of(behind, dialled, within, before);
            return list.contains("Status=")
                ? Flux.just(CallPage.of(list.contains("=" + status) ? listed : List.of(), null))
                : super.pages(token);
          }
        };
    CallHistory history = history(calls).neverDialled(true);

    assertThat(history.calls().map(Call::sid).collectList().block())
        .hasSize(DAYS * 10 + 1)
        .containsOnlyOnce(within.sid());
    assertThat(history.neverDialled(false).calls().count().block()).isEqualTo(DAYS * 10);
    assertThat(history.pages().filter(page -> page.window().equals(status)).blockFirst().calls())
        .containsExactly(within);
  }

  private static Call undialled(int number, String status, Instant created) {
    return Call.parse(
        String.format(
            "{\"sid\":\"CA%032x\",\"status\":\"%s\",\"date_created\":\"%s\"}",
            number, status, StubCalls.rfc(created)));
  }

  @Test
  void eachPageIsTriedAgainWhateverBecameOfThoseBefore() {
    VirtualTimeScheduler time = afterwards();
    Set<Integer> failed = new HashSet<>();
    StubCalls unsteady =
        new StubCalls(12, 10) {
          @Override
          Mono<CallPage> instead(LocalDate day, int page) {
            return failed.add(page)
                ? Mono.error(new NoAnswerException("list", null))
                : Mono.empty();
          }
        };
    CallHistory day = history(unsteady).between(FROM, FROM.plus(Duration.ofDays(1))).concurrency(1);
    StepVerifier.create(day.scheduler(time).calls())
        .then(() -> time.advanceTimeBy(Duration.ofMinutes(2)))
        .expectNextCount(120)
        .verifyComplete();
  }

  @Test
  void whatGetsNoAnswerIsTriedEightTimes() {
    VirtualTimeScheduler time = afterwards();
    StubCalls dead =
        new StubCalls(1, 10) {
          @Override
          Mono<CallPage> instead(LocalDate day, int page) {
            return Mono.error(new NoAnswerException("list", null));
          }
        };
    StepVerifier.create(history(dead).concurrency(1).scheduler(time).calls())
        .then(() -> time.advanceTimeBy(Duration.ofMinutes(2)))
        .expectError(HistoryInterruptedException.class)
        .verify();
    assertThat(dead.fetched).hasValue(8);
  }
}
