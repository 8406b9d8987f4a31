package io.dialflux;

import static io.dialflux.Fixtures.CALL;
import static io.dialflux.Fixtures.FAST;
import static io.dialflux.Fixtures.LONG;
import static io.dialflux.Fixtures.all;
import static io.dialflux.Fixtures.awaitTasks;
import static io.dialflux.Fixtures.callJson;
import static io.dialflux.Fixtures.client;
import static io.dialflux.Fixtures.error;
import static io.dialflux.Fixtures.failureOf;
import static io.dialflux.Fixtures.pageJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dialflux.RawServer.Answer;
import io.dialflux.call.CallFilter;
import io.dialflux.call.UpdateCall;
import io.dialflux.error.ApiException;
import io.dialflux.error.CallsException;
import io.dialflux.error.NoAnswerException;
import io.dialflux.error.Outcome;
import io.dialflux.error.RateLimitedException;
import io.dialflux.error.UnreadableResponseException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What may be sent again is sent again, within bounds; what may not is not. */
class ReadRetryTest {
  private enum Kind {
    FETCH(calls -> calls.fetch(CALL), RawServer.http(200, callJson(CALL))),
    LIST(calls -> calls.list(CallFilter.all()), RawServer.http(200, pageJson(0, 1, null))),
    DELETE(calls -> calls.delete(CALL), RawServer.http(204, "")),
    HANG_UP(calls -> calls.update(CALL, UpdateCall.hangUp()), RawServer.http(200, callJson(CALL))),
    CANCEL(calls -> calls.update(CALL, UpdateCall.cancel()), RawServer.http(200, callJson(CALL))),
    LIMIT(
        calls -> calls.update(CALL, UpdateCall.limit(Duration.ofMinutes(2))),
        RawServer.http(200, callJson(CALL)));

    private final Function<CallsClient, org.reactivestreams.Publisher<?>> operation;
    private final Answer success;

    Kind(Function<CallsClient, org.reactivestreams.Publisher<?>> operation, Answer success) {
      this.operation = operation;
      this.success = success;
    }

    Mono<Void> on(CallsClient calls) {
      return Flux.from(operation.apply(calls)).then();
    }
  }

  private record Failure(String name, Answer answer) {
    /** Short where nothing else ends the waiting. */
    Duration patience() {
      return name.equals("silence") ? Duration.ofMillis(400) : LONG;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private static Stream<Failure> repeatable() {
    return Stream.of(
        new Failure("500", RawServer.http(500, error(500, 20500, "m"))),
        new Failure("502", RawServer.http(502, "<html>")),
        new Failure("503", RawServer.http(503, "")),
        new Failure("408", RawServer.http(408, "")),
        new Failure("429", RawServer.http(429, "")),
        new Failure("reset", RawServer.reset()),
        new Failure("close", RawServer.hangUp()),
        new Failure("cut", RawServer.cut(200, "{", 99)),
        new Failure("silence", RawServer.silence()));
  }

  static Stream<Arguments> everyKindAndFailure() {
    return Stream.of(Kind.values()).flatMap(k -> repeatable().map(f -> arguments(k, f)));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("everyKindAndFailure")
  void isSentAgainAndSucceeds(Kind kind, Failure failure) {
    try (RawServer server = RawServer.answering(failure.answer(), failure.answer(), kind.success);
        CallsClient calls = client(server.uri()).responseTimeout(failure.patience()).build()) {
      kind.on(calls).block(LONG);

      server.awaitRequests(3);
      assertThat(server.requests()).hasSize(3);
      assertThat(server.requests())
          .extracting(r -> r.method() + r.path() + r.body())
          .containsOnly(
              server.requests().get(0).method()
                  + server.requests().get(0).path()
                  + server.requests().get(0).body());
    }
  }

  static Stream<UpdateCall> redirects() {
    return Stream.of(
        UpdateCall.redirect(URI.create("https://example.com/next")),
        UpdateCall.twiml("<Response/>"),
        UpdateCall.twiml("<Response/>").timeLimit(Duration.ofMinutes(2)));
  }

  @ParameterizedTest
  @MethodSource("redirects")
  void whatRedirectsIsNotSentAgain(UpdateCall update) {
    try (RawServer server = RawServer.answering(RawServer.http(503, ""));
        CallsClient calls = client(server.uri()).build()) {
      assertThat(failureOf(calls.update(CALL, update)).outcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aDeleteThatFindsNothingOnItsSecondTryIsDone() {
    try (RawServer server =
            RawServer.answering(RawServer.http(503, ""), RawServer.http(404, notFound()));
        CallsClient calls = client(server.uri()).build()) {
      calls.delete(CALL).block(LONG);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void aDeleteThatFindsNothingAfterAResetIsDone() {
    try (RawServer server =
            RawServer.answering(RawServer.reset(), RawServer.http(404, notFound()));
        CallsClient calls = client(server.uri()).build()) {
      calls.delete(CALL).block(LONG);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void aDeleteThatFindsNothingAfterA429IsNot() {
    try (RawServer server =
            RawServer.answering(RawServer.http(429, ""), RawServer.http(404, notFound()));
        CallsClient calls = client(server.uri()).build()) {
      assertThat(failureOf(calls.delete(CALL))).isExactlyInstanceOf(ApiException.class);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void retryAfterIsWaitedForAsAsked() {
    PassingTime time = new PassingTime(Instant.parse("2026-11-22T08:00:00Z"));
    try (RawServer server =
            RawServer.answering(
                RawServer.http(429, "", "Retry-After", "11"),
                RawServer.http(429, "", "Retry-After", "12"),
                RawServer.http(200, callJson(CALL)));
        CallsClient calls = client(server.uri()).scheduler(time).build()) {
      calls.fetch(CALL).block(LONG);
      assertThat(time.delays()).containsExactly(Duration.ofSeconds(11), Duration.ofSeconds(12));
    }
  }

  @Test
  void theBackOffGrowsToItsBoundWithFullJitter() {
    PassingTime time = new PassingTime(Instant.parse("2026-11-22T08:00:00Z"));
    RetryPolicy policy =
        RetryPolicy.standard().maxAttempts(7).backoff(Duration.ofSeconds(1), Duration.ofSeconds(5));
    try (RawServer server = RawServer.answering(RawServer.http(500, ""));
        CallsClient calls = client(server.uri()).scheduler(time).retry(policy).build()) {
      for (int round = 0; round < 40; round++) {
        failureOf(calls.fetch(CALL));
      }
      int[] bounds = {1, 2, 4, 5, 5, 5};
      for (int n = 0; n < bounds.length; n++) {
        Duration longest = Duration.ZERO;
        for (int round = 0; round < 40; round++) {
          Duration delay = time.delays().get(round * bounds.length + n);
          longest = delay.compareTo(longest) > 0 ? delay : longest;
        }
        assertThat(longest)
            .isLessThanOrEqualTo(Duration.ofSeconds(bounds[n]))
            .isGreaterThan(Duration.ofSeconds(bounds[n]).dividedBy(3));
      }
      assertThat(time.delays()).hasSize(40 * 6).doesNotHaveDuplicates();
    }
  }

  /** The deadline falls into the back-off; the first try may have ended the call all the same. */
  @Test
  void aDeadlineAfterAnUnknownTryIsUnknown() {
    VirtualTimeScheduler time = VirtualTimeScheduler.create();
    try (RawServer server = RawServer.answering(RawServer.http(503, ""));
        CallsClient calls =
            client(server.uri())
                .scheduler(time)
                .retry(slow())
                .operationTimeout(Duration.ofSeconds(1))
                .build()) {
      CallsException failure =
          failureOf(
              calls.update(CALL, UpdateCall.hangUp()),
              () -> {
                awaitTasks(time, 2); // the deadline and the back-off
                time.advanceTimeBy(Duration.ofSeconds(1));
              });
      assertThat(failure).isInstanceOf(NoAnswerException.class);
      assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(server.requests()).hasSize(1);
    }
  }

  /** An unknown try stays unknown, even if the last one was not processed. */
  @Test
  void aLimitedLastTryDoesNotUndoAnUnknownOne() {
    try (RawServer server = RawServer.answering(RawServer.http(503, ""), RawServer.http(429, ""));
        CallsClient calls = client(server.uri()).retry(FAST.maxAttempts(2)).build()) {
      CallsException failure = failureOf(calls.update(CALL, UpdateCall.hangUp()));
      assertThat(failure).isInstanceOf(UnreadableResponseException.class);
      assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(failure.getSuppressed()).hasAtLeastOneElementOfType(RateLimitedException.class);
    }
  }

  /** That the call is not in progress any more may well be the first try's doing. */
  @Test
  void aRefusalDoesNotUndoAnUnknownHangUp() {
    try (RawServer server =
            RawServer.answering(
                RawServer.http(503, ""),
                RawServer.http(400, error(400, 21220, "Call is not in-progress")));
        CallsClient calls = client(server.uri()).build()) {
      CallsException failure = failureOf(calls.update(CALL, UpdateCall.hangUp()));
      assertThat(failure).isInstanceOf(UnreadableResponseException.class);
      assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(failure.getSuppressed())
          .filteredOn(ApiException.class::isInstance)
          .extracting(e -> ((ApiException) e).code())
          .containsExactly(21220);
      assertThat(server.requests()).hasSize(2);
    }
  }

  /** What it is that a delete found there is definite. */
  @Test
  void aDeleteThatIsRefusedAfterAnUnknownTryIsRefused() {
    try (RawServer server =
            RawServer.answering(
                RawServer.http(503, ""), RawServer.http(400, error(400, 20009, "Not complete")));
        CallsClient calls = client(server.uri()).build()) {
      assertThat(failureOf(calls.delete(CALL)).outcome()).isEqualTo(Outcome.REFUSED);
    }
  }

  @Test
  void aSecondSubscriptionHasAllItsAttempts() {
    try (RawServer server = RawServer.answering(RawServer.http(500, ""));
        CallsClient calls = client(server.uri()).build()) {
      Mono<?> fetch = calls.fetch(CALL);
      failureOf(fetch);
      failureOf(fetch);
      assertThat(server.requests()).hasSize(8);
      assertThat(all(Flux.from(fetch.onErrorResume(e -> Mono.empty())))).isEmpty();
    }
  }

  /**
   * So long a back-off that a test never sees its end: jitter makes less than a second unlikely.
   */
  private static RetryPolicy slow() {
    return RetryPolicy.standard().backoff(Duration.ofDays(100), Duration.ofDays(100));
  }

  private static String notFound() {
    return error(404, 20404, "The requested resource was not found");
  }
}
