package io.dialflux.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallStatus;
import io.dialflux.call.PageToken;
import io.dialflux.error.ApiException;
import io.dialflux.error.CallsException;
import io.dialflux.error.ListingInterruptedException;
import io.dialflux.error.NoAnswerException;
import io.dialflux.error.NotSentException;
import io.dialflux.error.Outcome;
import io.dialflux.error.RateLimitedException;
import io.dialflux.error.UnreadableResponseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What is told of an account whose lists are as the test makes them, look by look. */
class TailLooksTest {
  private static final Instant NOW = Instant.parse("2026-11-22T15:30:00Z");
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final CallFilter ALL = CallFilter.all();

  private final ListedCalls calls = new ListedCalls();
  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final List<String> told = new ArrayList<>();
  private final List<Throwable> ends = new ArrayList<>();
  private Instant twilio = NOW;

  private BaseSubscriber<Call> follow(CallHistory history, long requested) {
    time.advanceTimeTo(NOW);
    BaseSubscriber<Call> following =
        new BaseSubscriber<>() {
          @Override
          protected void hookOnSubscribe(Subscription subscription) {
            request(requested);
          }

          @Override
          protected void hookOnNext(Call call) {
            told.add(number(call) + " " + call.status());
          }

          @Override
          protected void hookOnError(Throwable failure) {
            ends.add(failure);
          }
        };
    history.scheduler(time).tail(EVERY).subscribe(following);
    return following;
  }

  private void follow() {
    follow(CallHistory.of(calls), Long.MAX_VALUE);
  }

  private static int number(Call call) {
    return Integer.parseInt(call.sid().substring(2), 16);
  }

  /** Time passes for both sides, and so many looks are made. */
  private void pass(int looks) {
    twilio = twilio.plus(EVERY.multipliedBy(looks));
    for (int look = 0; look < looks; look++) {
      time.advanceTimeBy(EVERY);
    }
  }

  private static CallsException forgotten() {
    return new ListingInterruptedException(
        PageToken.of(ALL, "PACA1"),
        new ApiException(Outcome.REFUSED, 400, 21481, "gone", null, null));
  }

  static Stream<CallsException> passing() {
    return Stream.of(
        new NotSentException(NotSentException.Reason.CONNECT, "list", null),
        new NotSentException(NotSentException.Reason.DNS, "list", null),
        new NotSentException(NotSentException.Reason.POOL_FULL, "list", null),
        new NoAnswerException("list", null),
        new RateLimitedException(20429, "busy", null, null, null),
        new ApiException(Outcome.UNKNOWN, 503, 20503, "down", null, null),
        forgotten());
  }

  @ParameterizedTest
  @MethodSource("passing")
  void aLookThatFailsIsMadeAgain(CallsException failure) {
    follow();
    calls.instead = list -> Mono.error(failure);
    pass(20);
    calls.underWay(1, twilio);
    calls.instead = list -> Mono.empty();
    pass(1);

    assertThat(ends).isEmpty();
    assertThat(told).containsExactly("1 in-progress");
  }

  static Stream<CallsException> lasting() {
    return Stream.of(
        new NotSentException(NotSentException.Reason.CLOSED, "list", null),
        new ApiException(Outcome.REFUSED, 401, 20003, "no", null, null),
        new ListingInterruptedException(
            PageToken.first(ALL), new ApiException(Outcome.REFUSED, 400, 20001, "bad", null, null)),
        UnreadableResponseException.badLink("list", null));
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void whatAskingAgainDoesNotMendIsTheEnd(CallsException failure) {
    follow();
    calls.instead = list -> Mono.error(failure);
    pass(1);

    assertThat(ends).containsExactly(failure);
  }

  @Test
  void theFirstLookTellsWhatIsUnderWayAndNoneThatHasEnded() {
    calls.underWay(1, twilio.minusSeconds(4_000));
    calls.completed(2, twilio.minusSeconds(3_000), twilio.minusSeconds(50));
    calls.queued(3, twilio.minusSeconds(2_000));
    calls.undialled(4, CallStatus.CANCELED, twilio.minusSeconds(1_000), twilio.minusSeconds(20));
    calls.completed(5, twilio.minusSeconds(90), twilio.minusSeconds(10));
    follow();
    assertThat(told).containsExactlyInAnyOrder("1 in-progress", "3 queued");

    pass(60);
    assertThat(told).hasSize(2);
  }

  @Test
  void aCallThatEndsDuringTheFirstLookIsTold() {
    Instant created = twilio.minusSeconds(600);
    calls.underWay(1, created);
    calls.completed(2, twilio.minusSeconds(9), twilio.minusSeconds(5));
    calls.instead =
        list -> {
          if (list.contains("Status=in-progress")) {
            calls.completed(1, created, twilio);
          }
          return Mono.empty();
        };
    follow();
    assertThat(told).isEmpty();

    pass(1);
    assertThat(told).containsExactly("1 completed");
  }

  @Test
  void whoTakesCallsSlowlyIsToldAnEndOnce() {
    Instant created = twilio.minusSeconds(600);
    calls.underWay(1, created.minusSeconds(1));
    calls.underWay(2, created);
    BaseSubscriber<Call> slow = follow(CallHistory.of(calls), 3);
    pass(2);
    calls.queued(3, twilio);
    pass(2);
    assertThat(told).containsExactly("2 in-progress", "1 in-progress", "3 queued");

    calls.completed(2, created, twilio.plusSeconds(390)); // in a look that waits to be asked for it
    twilio = twilio.plusSeconds(400);
    time.advanceTimeBy(Duration.ofSeconds(400));
    slow.request(100);
    pass(120);

    assertThat(told).containsExactly("2 in-progress", "1 in-progress", "3 queued", "2 completed");
  }

  @Test
  void whoTakesCallsSlowlyIsToldOfThoseThatComeMeanwhile() {
    calls.underWay(1, twilio);
    BaseSubscriber<Call> slow = follow(CallHistory.of(calls), 2);
    pass(3);
    calls.underWay(2, twilio);
    pass(1);
    assertThat(told)
        .as("in the middle of a list")
        .containsExactly("1 in-progress", "2 in-progress");

    calls.underWay(3, twilio.plusSeconds(10));
    calls.completed(4, twilio.plusSeconds(590), twilio.plusSeconds(595));
    twilio = twilio.plusSeconds(600);
    time.advanceTimeBy(Duration.ofSeconds(600));
    slow.request(100);
    pass(2);

    assertThat(told)
        .containsExactlyInAnyOrder(
            "1 in-progress", "2 in-progress", "3 in-progress", "4 completed");
  }

  @ParameterizedTest
  @ValueSource(ints = {-3_600, -300, 0, 300, 3_600})
  void aClockThatIsWrongMakesItNeitherBlindNorRepeat(int seconds) {
    twilio = NOW.plusSeconds(seconds);
    calls.completed(1, twilio.minusSeconds(200), twilio.minusSeconds(150));
    calls.underWay(2, twilio.minusSeconds(100));
    follow();
    assertThat(told).containsExactly("2 in-progress");

    calls.underWay(3, twilio);
    Instant created = twilio;
    pass(1);
    calls.completed(4, twilio.minusSeconds(4), twilio.minusSeconds(1)); // between two looks
    calls.completed(2, NOW.plusSeconds(seconds - 100), twilio);
    pass(1);
    calls.completed(3, created, twilio);
    pass(200);

    assertThat(told)
        .containsExactlyInAnyOrder(
            "2 in-progress", "3 in-progress", "4 completed", "2 completed", "3 completed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"canceled", "failed"})
  void whoWantsOneStatusIsToldOfThoseThatEndedInTheQueue(String status) {
    CallStatus ended = CallStatus.of(status);
    Instant created = twilio.minusSeconds(1_000);
    calls.queued(1, created);
    calls.undialled(2, ended, twilio.minusSeconds(600), twilio.minusSeconds(500));
    follow(CallHistory.of(calls).status(ended), Long.MAX_VALUE);
    pass(5);
    calls.undialled(1, ended, created, twilio);
    pass(60);

    assertThat(told).containsExactly("1 " + status);
  }

  @Test
  void aCallThatEndsInTheQueueIsTold() {
    Instant created = twilio.minusSeconds(1_000);
    calls.queued(1, created);
    calls.queued(2, created.plusSeconds(1));
    follow();
    pass(5);
    calls.undialled(1, CallStatus.FAILED, created, twilio);
    calls.undialled(2, CallStatus.CANCELED, created.plusSeconds(1), twilio);
    pass(60);

    assertThat(told).containsExactlyInAnyOrder("1 queued", "2 queued", "1 failed", "2 canceled");
  }

  @Test
  void whileACallWaitsThoseThatEndAfterItAreNotKept() {
    calls.queued(1, twilio);
    Tail tail =
        new Tail(calls, Filters.ALL, Range.ALL, Fetching.STANDARD.scheduler(new StoppedClock(NOW)));
    for (int look = 0; look < 400; look++) {
      twilio = twilio.plus(EVERY);
      calls.completed(look + 2, twilio.minusSeconds(4), twilio);
      tail.look().blockLast();
    }

    assertThat(tail.size()).isLessThan(60);
  }

  @Test
  void lookingOnceForEverIsNoFailure() {
    time.advanceTimeTo(NOW);
    calls.underWay(1, twilio);
    CallHistory.of(calls)
        .scheduler(time)
        .tail(Duration.ofSeconds(Long.MAX_VALUE))
        .subscribe(call -> told.add(call.sid()), ends::add);
    time.advanceTimeBy(Duration.ofDays(1));

    assertThat(told).hasSize(1);
    assertThat(ends).isEmpty();
  }

  @Test
  void aLookBackOfNothingRepeatsNothing() {
    calls.underWay(1, twilio.minusSeconds(10));
    follow(CallHistory.of(calls).lookBack(Duration.ZERO), Long.MAX_VALUE);
    pass(10);

    assertThat(told).containsExactly("1 in-progress");
  }
}
