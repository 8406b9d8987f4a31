package io.dialflux.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

class CallEventsTest {
  private final CallEvents events = CallEvents.buffering(8);

  private static CallEvent event(int number) {
    return CallEvent.parse("", "CallSid=" + Signed.SID + "&SequenceNumber=" + number);
  }

  private Mono<Void> accept(int number) {
    return events.accept(event(number));
  }

  private void acceptAll(int from, int to) {
    for (int i = from; i <= to; i++) {
      accept(i).block();
    }
  }

  private List<Integer> subscribe(Flux<Integer> numbers) {
    List<Integer> seen = new ArrayList<>();
    numbers.subscribe(seen::add);
    return seen;
  }

  private Flux<Integer> numbers() {
    return events.flux().mapNotNull(CallEvent::sequenceNumber);
  }

  @Test
  void waitForTheirFirstSubscriber() {
    acceptAll(1, 4);
    StepVerifier.create(numbers().take(4)).expectNext(1, 2, 3, 4).verifyComplete();
  }

  @Test
  void areRefusedWhereTheyWouldBeLost() {
    acceptAll(1, 8);
    StepVerifier.create(accept(9)).verifyError(IllegalStateException.class);
    StepVerifier.create(numbers().take(8)).expectNextCount(8).verifyComplete();
    accept(10).block();
  }

  @Test
  void goToEverySubscriberFromThenOn() {
    List<Integer> first = subscribe(numbers());
    acceptAll(1, 1);
    List<Integer> second = subscribe(numbers());
    acceptAll(2, 3);
    assertThat(first).containsExactly(1, 2, 3);
    assertThat(second).containsExactly(2, 3);
  }

  @Test
  void goAtThePaceOfTheSlowest() {
    List<Integer> fast = subscribe(numbers());
    StepVerifier.create(numbers(), 1)
        .then(() -> acceptAll(1, 9))
        .expectNext(1)
        .then(() -> assertThat(fast).containsExactly(1))
        .then(() -> StepVerifier.create(accept(10)).verifyError(IllegalStateException.class))
        .thenRequest(2)
        .expectNext(2, 3)
        .then(() -> assertThat(fast).containsExactly(1, 2, 3))
        .thenCancel()
        .verify();
    acceptAll(11, 11);
    assertThat(fast).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 11);
  }

  @Test
  void goOnForTheOthersAfterACancellation() {
    Disposable leaving = numbers().subscribe();
    StepVerifier.create(numbers().take(1))
        .then(leaving::dispose)
        .then(() -> acceptAll(1, 1))
        .expectNext(1)
        .verifyComplete();
    acceptAll(2, 5);
    StepVerifier.create(numbers().take(4)).expectNext(2, 3, 4, 5).verifyComplete();
  }

  @Test
  void mayComeFromAnyThreadAtOnce() {
    CallEvents many = CallEvents.buffering(1_024);
    Queue<CallEvent> seen = new ConcurrentLinkedQueue<>();
    Disposable subscribed = many.flux().subscribe(seen::add);
    Flux.range(0, 1_000)
        .flatMap(i -> many.accept(event(i)).subscribeOn(Schedulers.parallel()), 8)
        .blockLast(Duration.ofSeconds(10));
    subscribed.dispose();
    assertThat(seen).hasSize(1_000);
  }

  @Test
  void areTakenInOnceForEachSubscription() {
    Mono<Void> accepting = accept(1);
    TestPublisher<Void> nothing = TestPublisher.create();
    assertThat(nothing.subscribeCount()).isZero();
    accepting.block();
    accepting.block();
    StepVerifier.create(numbers().take(2)).expectNextSequence(List.of(1, 1)).verifyComplete();
  }
}
