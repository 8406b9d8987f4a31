package io.dialflux.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dialflux.call.Call;
import io.dialflux.call.CreateCall;
import io.dialflux.error.ApiException;
import io.dialflux.error.NoAnswerException;
import io.dialflux.error.NotSentException;
import io.dialflux.error.NotSentException.Reason;
import io.dialflux.error.Outcome;
import io.dialflux.error.RateLimitedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.Scannable.Attr;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

class DialOutcomesTest {
  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

  private Flux<DialResult> dial(StubCalls calls, Publisher<CreateCall> requests) {
    return BulkDialer.with(calls).callsPerSecond(10).scheduler(time).dial(requests);
  }

  private static RateLimitedException limited(@Nullable Duration retryAfter) {
    return new RateLimitedException(20429, "create: HTTP 429", null, null, retryAfter);
  }

  /** Fails the first tries of a request and then accepts it. */
  private static StubCalls failing(int times, Throwable failure) {
    AtomicInteger tries = new AtomicInteger();
    return new StubCalls(
        call -> tries.incrementAndGet() <= times ? Mono.error(failure) : Mono.just(StubCalls.CALL));
  }

  private void expectOnly(Flux<DialResult> results, Class<? extends DialResult> type) {
    StepVerifier.create(results)
        .expectSubscription()
        .then(() -> time.advanceTimeBy(Duration.ofMinutes(10)))
        .expectNextMatches(type::isInstance)
        .verifyComplete();
  }

  @Test
  void anUnknownOutcomeIsNeverTriedAgain() {
    StubCalls calls = failing(1, new NoAnswerException("create: no answer", null));
    expectOnly(dial(calls, StubCalls.requests(1)), DialResult.Unknown.class);
    assertThat(calls.started).hasValue(1);
  }

  @Test
  void aServerErrorOfTwiliosIsUnknown() {
    StubCalls calls =
        failing(1, new ApiException(Outcome.UNKNOWN, 500, 20500, "create: HTTP 500", null, null));
    expectOnly(dial(calls, StubCalls.requests(1)), DialResult.Unknown.class);
    assertThat(calls.started).hasValue(1);
  }

  @Test
  void aRefusalIsAResultAndIsNotTriedAgain() {
    StubCalls calls =
        failing(1, new ApiException(Outcome.REFUSED, 400, 21211, "create: HTTP 400", null, null));
    expectOnly(dial(calls, StubCalls.requests(1)), DialResult.Refused.class);
    assertThat(calls.started).hasValue(1);
  }

  @Test
  void anUnexpectedErrorProvesNothingAndIsUnknown() {
    StubCalls calls = failing(1, new IllegalStateException("a filter's own"));
    expectOnly(dial(calls, StubCalls.requests(1)), DialResult.Unknown.class);
    assertThat(calls.started).hasValue(1);
  }

  @Test
  void aCreateThatEndsWithoutACallIsUnknown() {
    expectOnly(
        dial(new StubCalls(c -> Mono.empty()), StubCalls.requests(1)), DialResult.Unknown.class);
  }

  @Test
  void a429GoesBackToTheHeadOfTheLine() {
    List<String> order = new ArrayList<>();
    AtomicInteger tries = new AtomicInteger();
    StubCalls calls =
        new StubCalls(
            call -> {
              order.add(call.tag());
              return tries.incrementAndGet() == 1
                  ? Mono.error(limited(null))
                  : Mono.just(StubCalls.CALL);
            });
    StepVerifier.create(dial(calls, StubCalls.requests(3)))
        .expectSubscription()
        .then(() -> time.advanceTimeBy(Duration.ofMinutes(1)))
        .expectNextCount(3)
        .verifyComplete();
    assertThat(order).containsExactly("0", "0", "1", "2");
  }

  /** More than a clock of nanoseconds holds. */
  @Test
  void aRetryAfterOfAgesHoldsNothingUpForLongerThanAMinute() {
    StubCalls calls = failing(1, limited(Duration.ofSeconds(Long.MAX_VALUE)));
    StepVerifier.create(dial(calls, StubCalls.requests(3)))
        .expectSubscription()
        .then(() -> time.advanceTimeBy(Duration.ofSeconds(62)))
        .expectNextCount(3)
        .expectComplete()
        .verify(Duration.ofMinutes(4));
    assertThat(calls.started).hasValue(4);
  }

  /** The subscriber is told of its own mistake, and an error ends a sequence once. */
  @Test
  void aSourcesErrorThatNobodyIsToldIsDroppedAndNotLost() {
    TestPublisher<CreateCall> source = TestPublisher.create();
    List<Throwable> dropped = new ArrayList<>();
    List<Throwable> told = new ArrayList<>();
    AtomicReference<Subscription> subscription = new AtomicReference<>();
    dial(StubCalls.silent(), source)
        .contextWrite(
            c -> c.put("reactor.onErrorDropped.local", (Consumer<Throwable>) dropped::add))
        .subscribe(
            new CoreSubscriber<>() {
              @Override
              public void onSubscribe(Subscription s) {
                subscription.set(s);
              }

              @Override
              public void onNext(DialResult result) {}

              @Override
              public void onError(Throwable error) {
                told.add(error);
              }

              @Override
              public void onComplete() {}
            });
    subscription.get().request(1);
    source.next(StubCalls.TEMPLATE.to("+15558675310"));
    source.error(new IllegalStateException("the file of leads broke off"));
    subscription.get().request(0);

    assertThat(told).singleElement().isInstanceOf(IllegalArgumentException.class);
    assertThat(dropped).singleElement().isInstanceOf(IllegalStateException.class);
  }

  @Test
  void whatIsStillWantedIsWhatWasNotDelivered() {
    StepVerifier.create(dial(StubCalls.accepting(), StubCalls.requests(5)), 3)
        .expectSubscription()
        .then(() -> time.advanceTimeBy(Duration.ofSeconds(5)))
        .expectNextCount(3)
        .consumeSubscriptionWith(
            s -> assertThat(Scannable.from(s).scan(Attr.REQUESTED_FROM_DOWNSTREAM)).isZero())
        .thenCancel()
        .verify();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 5})
  void a429IsGivenUpAfterTheStatedNumber(int most) {
    StubCalls calls = new StubCalls(c -> Mono.error(limited(null)));
    Flux<DialResult> results =
        BulkDialer.with(calls)
            .callsPerSecond(10)
            .maxAttempts(most)
            .scheduler(time)
            .dial(StubCalls.requests(1));
    expectOnly(results, DialResult.Refused.class);
    assertThat(calls.started).hasValue(most);
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      mode = Mode.EXCLUDE,
      names = {"NOT_AFTER", "CLOSED"})
  void whatWasNotSentIsTriedAgain(Reason reason) {
    StubCalls calls = failing(2, new NotSentException(reason, "create: not sent", null));
    expectOnly(dial(calls, StubCalls.requests(1)), DialResult.Placed.class);
    assertThat(calls.started).hasValue(3);
  }

  @ParameterizedTest
  @EnumSource(
      value = Reason.class,
      names = {"NOT_AFTER", "CLOSED"})
  void whatCannotBeSentAnyMoreIsNot(Reason reason) {
    StubCalls calls = failing(1, new NotSentException(reason, "create: not sent", null));
    expectOnly(dial(calls, StubCalls.requests(1)), DialResult.NotSent.class);
    assertThat(calls.started).hasValue(1);
  }

  @Test
  void startsAreEvenlySpacedAndA429SlowsThemDownForAWhile() {
    List<Long> starts = new ArrayList<>();
    AtomicInteger tries = new AtomicInteger();
    StubCalls calls =
        new StubCalls(
            call -> {
              starts.add(time.now(TimeUnit.MILLISECONDS));
              return tries.incrementAndGet() == 5
                  ? Mono.error(limited(Duration.ofSeconds(3)))
                  : Mono.just(StubCalls.CALL);
            });
    StepVerifier.create(dial(calls, StubCalls.requests(400)))
        .expectSubscription()
        .then(() -> time.advanceTimeBy(Duration.ofMinutes(5)))
        .expectNextCount(400)
        .verifyComplete();
    assertThat(starts.subList(0, 5)).containsExactly(0L, 100L, 200L, 300L, 400L);
    assertThat(starts.get(5)).isEqualTo(3_400);
    int last = starts.size() - 1;
    assertThat(starts.get(last) - starts.get(last - 1)).isEqualTo(100);
    for (int i = 10; i < starts.size(); i++) {
      assertThat(starts.get(i) - starts.get(i - 10)).isGreaterThanOrEqualTo(1_000);
    }
  }

  @Test
  void cancellationStartsNothingNewAndLosesNoOutcome() {
    Sinks.One<Call> answer = Sinks.one();
    List<DialResult> orphans = new ArrayList<>();
    List<Object> discarded = new ArrayList<>();
    StubCalls calls = new StubCalls(c -> answer.asMono());
    Flux<DialResult> results =
        BulkDialer.with(calls)
            .callsPerSecond(100)
            .scheduler(time)
            .onOrphan(orphans::add)
            .dial(StubCalls.requests(1_000))
            .doOnDiscard(CreateCall.class, discarded::add);
    StepVerifier.create(results)
        .expectSubscription()
        .then(() -> time.advanceTimeBy(Duration.ofMillis(45)))
        .thenCancel()
        .verify();
    time.advanceTimeBy(Duration.ofMinutes(1));
    assertThat(calls.started).hasValue(5);
    assertThat(orphans).isEmpty();
    answer.tryEmitValue(StubCalls.CALL);
    assertThat(orphans).hasSize(5).allMatch(DialResult.Placed.class::isInstance);
    assertThat(discarded).hasSize(10); // a tenth of a second's calls had been taken ahead
  }

  @Test
  void an429AfterCancellationIsNotTriedAgain() {
    Sinks.One<Call> answer = Sinks.one();
    List<DialResult> orphans = new ArrayList<>();
    StubCalls calls = new StubCalls(c -> answer.asMono());
    StepVerifier.create(
            BulkDialer.with(calls)
                .scheduler(time)
                .onOrphan(orphans::add)
                .dial(StubCalls.requests(10)))
        .expectSubscription()
        .then(() -> time.advanceTimeBy(Duration.ofMillis(1)))
        .thenCancel()
        .verify();
    answer.tryEmitError(limited(null));
    time.advanceTimeBy(Duration.ofMinutes(1));
    assertThat(calls.started).hasValue(1);
    assertThat(orphans).hasSize(1).allMatch(DialResult.Refused.class::isInstance);
  }

  @Test
  void anErrorOfTheSourceComesAfterTheResultsOfWhatItEmitted() {
    Flux<CreateCall> source =
        StubCalls.requests(3).concatWith(Mono.error(new IllegalStateException("file gone")));
    StepVerifier.create(dial(StubCalls.accepting(), source))
        .expectSubscription()
        .then(() -> time.advanceTimeBy(Duration.ofMinutes(1)))
        .expectNextCount(3)
        .verifyErrorMessage("file gone");
  }

  @Test
  void anEmptySourceCompletesWithoutDemand() {
    StepVerifier.create(dial(StubCalls.accepting(), Flux.empty()), 0).verifyComplete();
  }

  @Test
  void aRequestForNothingIsAnError() {
    TestPublisher<CreateCall> source = TestPublisher.create();
    StepVerifier.create(dial(StubCalls.silent(), source), 0)
        .thenRequest(1)
        .then(() -> source.next(StubCalls.TEMPLATE.to("+15558675310")))
        .consumeSubscriptionWith(s -> s.request(0))
        .verifyError(IllegalArgumentException.class);
    source.assertCancelled();
  }

  @Test
  void theReactorContextReachesTheCreate() {
    List<String> seen = new ArrayList<>();
    StubCalls calls =
        new StubCalls(
            call ->
                Mono.deferContextual(
                    context -> {
                      seen.add(context.get("trace"));
                      return Mono.just(StubCalls.CALL);
                    }));
    StepVerifier.create(dial(calls, StubCalls.requests(1)).contextWrite(c -> c.put("trace", "t-1")))
        .expectNextCount(1)
        .verifyComplete();
    assertThat(seen).containsExactly("t-1");
  }

  @Test
  void noResultShowsANumber() {
    CreateCall request = StubCalls.TEMPLATE.to("+15558675310");
    assertThat(
            List.of(
                DialResult.placed(request, StubCalls.CALL).toString(),
                DialResult.failed(request, limited(null)).toString(),
                request.toString()))
        .noneMatch(text -> text.contains("555"));
  }

  @Test
  void badOptionsNameTheirParameter() {
    BulkDialer dialer = BulkDialer.with(StubCalls.silent());
    for (double rate : new double[] {0, -1, 1e-9, Double.NaN, 100_001}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> dialer.callsPerSecond(rate))
          .withMessageContaining("rate");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> dialer.maxInFlight(0))
        .withMessageContaining("most");
  }
}
