package io.dialflux.dial;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.call.Call;
import io.dialflux.call.CreateCall;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class DialDemandTest {
  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

  private BulkDialer dialer(StubCalls calls) {
    return BulkDialer.with(calls).callsPerSecond(1_000).scheduler(time);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "5, 5"})
  void createsStartedAreCreatesRequested(int demand, int started) {
    StubCalls calls = StubCalls.silent();
    StepVerifier.create(dialer(calls).dial(StubCalls.requests(1_000)), demand)
        .expectSubscription()
        .then(() -> time.advanceTimeBy(Duration.ofMinutes(1)))
        .thenCancel()
        .verify();
    assertThat(calls.started).hasValue(started);
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "5, 5"})
  void theSameHoldsWhenCreatesEndAtOnce(int demand, int started) {
    StubCalls calls = StubCalls.accepting();
    StepVerifier.create(dialer(calls).dial(StubCalls.requests(1_000)), demand)
        .expectSubscription()
        .then(() -> time.advanceTimeBy(Duration.ofMinutes(1)))
        .expectNextCount(demand)
        .thenCancel()
        .verify();
    assertThat(calls.started).hasValue(started);
  }

  @Test
  void requestsAreTakenFromTheSourceAsTheyAreNeeded() {
    AtomicLong taken = new AtomicLong();
    Flux<CreateCall> source = StubCalls.requests(1_000).doOnRequest(taken::addAndGet);
    StepVerifier.create(BulkDialer.with(StubCalls.silent()).scheduler(time).dial(source), 50)
        .expectSubscription()
        .then(() -> time.advanceTimeBy(Duration.ofMillis(2_500)))
        .thenCancel()
        .verify();
    assertThat(taken).hasValue(4); // three started at one a second, one waits for its turn
  }

  @Test
  void noMoreAreUnderWayThanAllowed() {
    StubCalls calls = StubCalls.silent();
    StepVerifier.create(dialer(calls).maxInFlight(7).dial(StubCalls.requests(1_000)))
        .expectSubscription()
        .then(() -> time.advanceTimeBy(Duration.ofMinutes(1)))
        .thenCancel()
        .verify();
    assertThat(calls.started).hasValue(7);
  }

  @Test
  void everyRequestHasOneResult() {
    List<String> tags =
        dialer(StubCalls.accepting())
            .dial(StubCalls.requests(500))
            .map(r -> r.request().tag())
            .collectList()
            .as(this::inVirtualTime);
    assertThat(tags).hasSize(500).doesNotHaveDuplicates();
  }

  @Test
  void memoryDoesNotGrowWithTheNumberOfRequests() {
    AtomicInteger waiting = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    BulkDialer dialer =
        BulkDialer.with(StubCalls.accepting()).callsPerSecond(100_000).maxInFlight(64);
    Flux<CreateCall> source =
        StubCalls.requests(1_000_000)
            .doOnNext(r -> most.accumulateAndGet(waiting.incrementAndGet(), Math::max));
    long seen =
        inVirtualTime(
            dialer.scheduler(time).dial(source).doOnNext(r -> waiting.decrementAndGet()).count());
    assertThat(seen).isEqualTo(1_000_000);
    assertThat(most.get()).isLessThanOrEqualTo(64);
  }

  @Test
  void aResultIsNeverBufferedBehindDemand() {
    Sinks.One<Call> answer = Sinks.one();
    StubCalls calls = new StubCalls(c -> answer.asMono());
    StepVerifier.create(dialer(calls).dial(StubCalls.requests(3)), 0)
        .thenRequest(2)
        .then(() -> time.advanceTimeBy(Duration.ofSeconds(1)))
        .then(() -> answer.tryEmitValue(StubCalls.CALL))
        .expectNextCount(2)
        .thenRequest(1)
        .then(() -> time.advanceTimeBy(Duration.ofSeconds(1)))
        .expectNextCount(1)
        .verifyComplete();
  }

  private <T> T inVirtualTime(Mono<T> result) {
    AtomicReference<T> got = new AtomicReference<>();
    Disposable running = result.subscribe(got::set);
    for (int i = 0; i < 1_000 && !running.isDisposed(); i++) {
      time.advanceTimeBy(Duration.ofSeconds(1));
    }
    return Objects.requireNonNull(got.get(), "not done in virtual time");
  }
}
