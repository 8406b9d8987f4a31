package io.dialflux.callback;

import static io.dialflux.callback.StubCalls.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.dialflux.call.Call;
import io.dialflux.call.CallStatus;
import io.dialflux.error.ApiException;
import io.dialflux.error.Outcome;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class CallWatcherTest {
  private static final String OTHER = "CAffffffffffffffffffffffffffffffff";

  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final Queue<Mono<Call>> answers = new ArrayDeque<>();
  private final StubCalls calls = new StubCalls(time, this::answer);
  private final CallEvents events = CallEvents.buffering(8);
  private final CallWatcher polling = CallWatcher.with(calls).scheduler(time);
  private final CallWatcher both = polling.callbacks(events.flux());
  private final CallWatcher listening = both.withoutPolling();

  /** The script's next answer; its last one again and again. */
  private Mono<Call> answer() {
    return answers.size() > 1 ? answers.remove() : answers.element();
  }

  private void answering(String... statuses) {
    for (String status : statuses) {
      answers.add(Mono.just(call(status)));
    }
  }

  private void tell(String callSid, String status) {
    events
        .accept(CallEvent.parse("", "CallSid=" + callSid + "&CallStatus=" + status))
        .block(Duration.ZERO);
  }

  private void tell(String status) {
    tell(Signed.SID, status);
  }

  private void pass(long seconds) {
    time.advanceTimeBy(Duration.ofSeconds(seconds));
  }

  @Test
  void pollsEverMoreSlowlyUntilTheEnd() {
    answering(
        "queued",
        "queued",
        "ringing",
        "in-progress",
        "in-progress",
        "in-progress",
        "in-progress",
        "in-progress",
        "in-progress",
        "busy");
    StepVerifier.create(polling.end(Signed.SID))
        .then(() -> pass(500))
        .assertNext(call -> assertThat(call.status()).isSameAs(CallStatus.BUSY))
        .verifyComplete();
    // waits of 5, 5, 7.5, 11.25, 16.9, 25.3, 38, 57, 60 and 60 seconds
    assertThat(calls.seconds).containsExactly(5L, 10L, 17L, 28L, 45L, 70L, 108L, 165L, 225L, 285L);
  }

  @Test
  void pollsAsOftenAsItIsTold() {
    answering("ringing", "ringing", "ringing", "ringing", "completed");
    CallWatcher often =
        polling.firstPoll(Duration.ZERO).pollEvery(Duration.ofSeconds(2), Duration.ofSeconds(4));
    StepVerifier.create(often.end(Signed.SID))
        .then(() -> pass(60))
        .expectNextCount(1)
        .verifyComplete();
    assertThat(calls.seconds).containsExactly(0L, 2L, 5L, 9L, 13L);
  }

  @Test
  void theNextPollWaitsForTheAnswerToTheOneBefore() {
    answers.add(Mono.delay(Duration.ofSeconds(20), time).thenReturn(call("ringing")));
    answering("completed");
    StepVerifier.create(polling.end(Signed.SID))
        .then(() -> pass(60))
        .expectNextCount(1)
        .verifyComplete();
    assertThat(calls.seconds).containsExactly(5L, 30L);
  }

  @Test
  void nothingIsAskedBeforeTheSubscriptionNorAfterTheCancellation() {
    answering("ringing");
    Mono<Call> end = polling.end(Signed.SID);
    Flux<CallStatus> states = polling.states(Signed.SID);
    pass(100);
    assertThat(calls.seconds).isEmpty();
    Disposable watching = end.subscribe();
    Disposable watchingStates = states.subscribe();
    pass(6);
    watching.dispose();
    watchingStates.dispose();
    pass(100);
    assertThat(calls.seconds).hasSize(2);
  }

  @Test
  void cancellationEndsAPollUnderWay() {
    answers.add(Mono.never());
    Disposable watching = polling.end(Signed.SID).subscribe();
    pass(5);
    assertThat(calls.underWay).isEqualTo(1);
    watching.dispose();
    assertThat(calls.underWay).isZero();
  }

  @Test
  void aCallbackOfTheEndIsConfirmedAtOnce() {
    answering("in-progress", "completed");
    StepVerifier.create(both.end(Signed.SID))
        .then(() -> pass(7))
        .then(() -> tell(OTHER, "completed"))
        .then(() -> tell("in-progress"))
        .then(() -> pass(1))
        .then(() -> tell("completed"))
        .then(() -> pass(0))
        .assertNext(call -> assertThat(call.status()).isSameAs(CallStatus.COMPLETED))
        .verifyComplete();
    assertThat(calls.seconds).containsExactly(5L, 8L);
  }

  @Test
  void aPollThatWasUnderWayAtTheEndIsNotTrusted() {
    answers.add(Mono.never());
    answering("completed");
    StepVerifier.create(both.end(Signed.SID))
        .then(() -> pass(6))
        .then(() -> tell("completed"))
        .then(() -> pass(0))
        .expectNextCount(1)
        .verifyComplete();
    assertThat(calls.seconds).containsExactly(5L, 6L);
    assertThat(calls.underWay).isZero();
  }

  @Test
  void lostCallbacksAreMadeUpForByPolling() {
    answering("ringing", "no-answer");
    StepVerifier.create(both.end(Signed.SID))
        .then(() -> pass(10))
        .expectNextCount(1)
        .verifyComplete();
  }

  @Test
  void withoutPollingNothingIsFetchedBeforeTheEnd() {
    answering("in-progress", "in-progress", "completed");
    StepVerifier.create(listening.end(Signed.SID))
        .then(() -> pass(10_000))
        .then(() -> tell("completed"))
        .then(() -> tell("completed"))
        .then(() -> pass(60))
        .assertNext(call -> assertThat(call.status()).isSameAs(CallStatus.COMPLETED))
        .verifyComplete();
    // the API was behind the callback twice
    assertThat(calls.seconds).containsExactly(10_000L, 10_005L, 10_012L);
  }

  @Test
  void statesWithoutPollingNeedNoRequest() {
    StepVerifier.create(listening.states(Signed.SID))
        .then(() -> tell("initiated"))
        .then(() -> tell(OTHER, "busy"))
        .then(() -> tell("ringing"))
        .then(() -> tell("busy"))
        .expectNext(CallStatus.of("initiated"), CallStatus.RINGING, CallStatus.BUSY)
        .verifyComplete();
    assertThat(calls.seconds).isEmpty();
  }

  @Test
  void statesAreToldOnceAndInTheirOrder() {
    answering("queued", "ringing", "in-progress", "completed");
    StepVerifier.create(both.states(Signed.SID))
        .then(() -> pass(5))
        .expectNext(CallStatus.QUEUED)
        .then(() -> tell("in-progress"))
        .then(() -> tell("ringing"))
        .then(() -> tell("in-progress"))
        .then(() -> tell("on-hold"))
        .then(() -> tell("on-hold"))
        .then(() -> pass(100))
        .expectNext(CallStatus.IN_PROGRESS, CallStatus.of("on-hold"), CallStatus.COMPLETED)
        .verifyComplete();
  }

  @Test
  void statesThatNobodyAskedForWaitAndHoldUpNobody() {
    answering("queued");
    StepVerifier.create(both.states(Signed.SID), 0)
        .then(
            () -> {
              for (int i = 0; i < 1_000; i++) {
                tell("ringing");
                tell(OTHER, "ringing");
              }
              tell("completed");
            })
        .thenRequest(1)
        .expectNext(CallStatus.RINGING)
        .thenRequest(1)
        .expectNext(CallStatus.COMPLETED)
        .verifyComplete();
    pass(100);
    assertThat(calls.seconds).isEmpty();
  }

  @Test
  void aCallThatTwilioDoesNotKnowYetIsAskedForAgain() {
    answers.add(notFound());
    answering("completed");
    StepVerifier.create(polling.end(Signed.SID))
        .then(() -> pass(10))
        .expectNextCount(1)
        .verifyComplete();
  }

  @Test
  void aCallThatTwilioDoesNotKnowAtAllIsAnError() {
    answers.add(notFound());
    StepVerifier.create(polling.end(Signed.SID))
        .then(() -> pass(60))
        .verifyErrorSatisfies(e -> assertThat(((ApiException) e).status()).isEqualTo(404));
    // the first one 30 seconds after the subscription or later
    assertThat(calls.seconds).containsExactly(5L, 10L, 17L, 28L, 45L);
  }

  private static Mono<Call> notFound() {
    return Mono.error(new ApiException(Outcome.REFUSED, 404, 20404, "not found", null, null));
  }

  @Test
  void whatTheClientGivesUpOnIsTheError() {
    answers.add(
        Mono.error(new ApiException(Outcome.UNKNOWN, 500, 20500, "internal error", null, null)));
    StepVerifier.create(both.end(Signed.SID)).then(() -> pass(5)).verifyError(ApiException.class);
    StepVerifier.create(both.states(Signed.SID))
        .then(() -> pass(5))
        .verifyError(ApiException.class);
    pass(100);
    assertThat(calls.seconds).hasSize(2);
  }

  @Test
  void givesUpAfterTheTimeLimit() {
    answering("queued");
    CallWatcher hasty = both.timeLimit(Duration.ofSeconds(20));
    for (Flux<?> watch : List.of(hasty.end(Signed.SID).flux(), hasty.states(Signed.SID).skip(1))) {
      StepVerifier.create(watch)
          .then(() -> pass(20))
          .verifyErrorSatisfies(
              e ->
                  assertThat(e).isInstanceOf(TimeoutException.class).hasMessageContaining("PT20S"));
    }
    pass(100);
    assertThat(calls.seconds).containsExactly(5L, 10L, 17L, 25L, 30L, 37L);
  }

  @Test
  void callbacksThatCompleteLeavePollingOn() {
    answering("completed");
    CallWatcher deaf = polling.callbacks(Flux.empty());
    StepVerifier.create(deaf.end(Signed.SID))
        .then(() -> pass(5))
        .expectNextCount(1)
        .verifyComplete();
    StepVerifier.create(deaf.states(Signed.SID))
        .then(() -> pass(5))
        .expectNextCount(1)
        .verifyComplete();
  }

  @Test
  void aWatchMayTakeVeryManyPolls() {
    List<Mono<Call>> many = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      many.add(Mono.just(call("in-progress")));
    }
    answers.addAll(many);
    answering("completed");
    CallWatcher eager =
        polling.firstPoll(Duration.ZERO).pollEvery(Duration.ofMillis(1), Duration.ofMillis(1));
    StepVerifier.create(eager.end(Signed.SID))
        .then(() -> pass(60))
        .expectNextCount(1)
        .verifyComplete();
  }

  @Test
  void badArgumentsAreNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> polling.end("CA12"))
        .withMessageContaining("callSid");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> polling.firstPoll(Duration.ofSeconds(-1)))
        .withMessageContaining("delay");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> polling.pollEvery(Duration.ZERO, Duration.ofSeconds(1)))
        .withMessageContaining("least");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> polling.pollEvery(Duration.ofSeconds(2), Duration.ofSeconds(1)))
        .withMessageContaining("most");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> polling.timeLimit(Duration.ZERO))
        .withMessageContaining("limit");
    assertThatIllegalStateException().isThrownBy(() -> polling.withoutPolling().end(Signed.SID));
  }
}
