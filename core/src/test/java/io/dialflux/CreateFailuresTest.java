package io.dialflux;

import static io.dialflux.Fixtures.FAST;
import static io.dialflux.Fixtures.LONG;
import static io.dialflux.Fixtures.TEMPLATE;
import static io.dialflux.Fixtures.await;
import static io.dialflux.Fixtures.awaitTasks;
import static io.dialflux.Fixtures.call;
import static io.dialflux.Fixtures.callJson;
import static io.dialflux.Fixtures.client;
import static io.dialflux.Fixtures.error;
import static io.dialflux.Fixtures.failureOf;
import static io.dialflux.Fixtures.number;
import static io.dialflux.Fixtures.problem;
import static io.dialflux.Fixtures.sid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dialflux.RawServer.Answer;
import io.dialflux.call.Call;
import io.dialflux.error.ApiException;
import io.dialflux.error.CallsException;
import io.dialflux.error.NotSentException;
import io.dialflux.error.NotSentException.Reason;
import io.dialflux.error.Outcome;
import io.dialflux.error.RateLimitedException;
import io.dialflux.error.UnreadableResponseException;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/**
 * What a create does when things go wrong: how often it reaches the server, and whether its error
 * says truly if a phone may have rung. The policy repeats without waiting, so that a wrong
 * repetition would be seen.
 */
class CreateFailuresTest {
  private static final Answer PLACED = RawServer.http(201, callJson(sid(1)));
  private static final String HTML = "<html><body>Bad gateway</body></html>";

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 302})
  void unknownSaysWhatCame(int status) {
    try (RawServer server =
            RawServer.answering(RawServer.http(status, HTML, "Twilio-Request-Id", "RQ17"));
        CallsClient calls = client(server.uri()).build()) {
      UnreadableResponseException failure =
          (UnreadableResponseException) failureOf(calls.create(call()));

      assertThat(failure.status()).isEqualTo(status);
      assertThat(failure.requestId()).isEqualTo("RQ17");
      assertThat(failure).hasMessage("create: HTTP " + status + " without an error of Twilio's");
    }
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        arguments(400, 21211, error(400, 21211, "Invalid To")),
        arguments(401, 20003, error(401, 20003, "Authenticate")),
        arguments(403, 20008, error(403, 20008, "Test credentials")),
        arguments(404, 20404, error(404, 20404, "Not found")),
        arguments(409, 20409, error(409, 20409, "Conflict")),
        arguments(400, 21211, problem(400, 21211, "Invalid To")),
        arguments(422, 20422, problem(422, 20422, "Invalid parameter")),
        arguments(400, 21608, "{\"code\":21608,\"message\":\"m\",\"status\":400,\"details\":{}}"),
        arguments(400, 21201, "{\"message\":\"m\",\"params\":[{\"code\":1}],\"code\":\"21201\"}"));
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("refused")
  void twiliosRefusalIsFinal(int status, int code, String body) {
    try (RawServer server = RawServer.answering(RawServer.http(status, body), PLACED);
        CallsClient calls = client(server.uri()).build()) {
      CallsException failure = failureOf(calls.create(call()));

      assertThat(failure).isExactlyInstanceOf(ApiException.class);
      assertThat(failure.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(((ApiException) failure).status()).isEqualTo(status);
      assertThat(((ApiException) failure).code()).isEqualTo(code);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void refusalNamesTwiliosPageAndRequest() {
    Answer answer =
        RawServer.http(400, error(400, 21211, "Invalid To"), "twilio-request-id", "RQ18");
    try (RawServer server = RawServer.answering(answer);
        CallsClient calls = client(server.uri()).build()) {
      ApiException failure = (ApiException) failureOf(calls.create(call()));

      assertThat(failure.moreInfo()).isEqualTo("https://www.twilio.com/docs/errors/21211");
      assertThat(failure.requestId()).isEqualTo("RQ18");
      assertThat(failure).hasMessage("create: HTTP 400, 21211: Invalid To");
    }
  }

  static Stream<Arguments> retryAfter() {
    return Stream.of(
        arguments("3", Duration.ofSeconds(3)),
        arguments("0", Duration.ZERO),
        arguments("Sun, 22 Nov 2026 08:00:07 GMT", Duration.ofSeconds(7)),
        arguments("1.5", Duration.ofMillis(1_500)),
        arguments("Sunday, 22-Nov-26 08:00:07 GMT", Duration.ofSeconds(7)),
        arguments("Sun Nov 22 08:00:07 2026", Duration.ofSeconds(7)),
        arguments("Sun, 22 Nov 2026 07:00:00 GMT", null), // what is over is the back-off's
        arguments("-5", null),
        arguments("-99999999999999999999", null),
        arguments("soon", null),
        arguments("", null),
        arguments(null, null));
  }

  @ParameterizedTest(name = "Retry-After: {0}")
  @MethodSource("retryAfter")
  void one429IsSurvivedWithTwoRequests(@Nullable String header, @Nullable Duration wait) {
    PassingTime time = new PassingTime(Instant.parse("2026-11-22T08:00:00Z"));
    String body = error(429, 20429, "Too many requests");
    Answer limited =
        header == null
            ? RawServer.http(429, body)
            : RawServer.http(429, body, "Retry-After", header);
    try (RawServer server = RawServer.answering(limited, PLACED);
        CallsClient calls = client(server.uri()).scheduler(time).build()) {
      Call call = calls.create(call()).block(LONG);

      assertThat(call.sid()).isEqualTo(sid(1));
      assertThat(server.requests()).hasSize(2);
      assertThat(server.requests().get(1).body()).isEqualTo(server.requests().get(0).body());
      assertThat(time.delays()).hasSize(1);
      if (wait == null) {
        assertThat(time.delays().get(0)).isLessThanOrEqualTo(Duration.ofMillis(1));
      } else {
        assertThat(time.delays()).containsExactly(wait);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"30, 2", "31, 1", "86400, 1", "9223372036854775807, 1"})
  void tooLongARetryAfterIsNotWaitedFor(long seconds, int requests) {
    PassingTime time = new PassingTime(Instant.parse("2026-11-22T08:00:00Z"));
    Answer limited = RawServer.http(429, "", "Retry-After", Long.toString(seconds));
    try (RawServer server = RawServer.answering(limited, RawServer.http(429, ""));
        CallsClient calls =
            client(server.uri()).scheduler(time).retry(FAST.maxAttempts(2)).build()) {
      RateLimitedException failure = (RateLimitedException) failureOf(calls.create(call()));

      assertThat(failure.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(server.requests()).hasSize(requests);
      if (requests == 1) {
        assertThat(failure.retryAfter()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(time.delays()).isEmpty();
      }
    }
  }

  @Test
  void endless429EndsWithThePolicy() {
    try (RawServer server =
            RawServer.answering(RawServer.http(429, error(429, 20429, "Too many requests")));
        CallsClient calls = client(server.uri()).build()) {
      CallsException failure = failureOf(calls.create(call()));

      assertThat(failure).isInstanceOf(RateLimitedException.class);
      assertThat(((RateLimitedException) failure).code()).isEqualTo(20429);
      assertThat(((RateLimitedException) failure).retryAfter()).isNull();
      assertThat(failure.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(server.requests()).hasSize(4);
    }
  }

  @Test
  void a429FollowedByA500IsUnknownAfterTwoRequests() {
    try (RawServer server =
            RawServer.answering(RawServer.http(429, ""), RawServer.http(500, ""), PLACED);
        CallsClient calls = client(server.uri()).build()) {
      CallsException failure = failureOf(calls.create(call()));

      assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void withoutAPolicyNothingIsSentAgain() {
    try (RawServer server = RawServer.answering(RawServer.http(429, ""), PLACED);
        CallsClient calls = client(server.uri()).build()) {
      CallsException failure = failureOf(calls.retry(RetryPolicy.none()).create(call()));

      assertThat(failure).isInstanceOf(RateLimitedException.class);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void unknownHostIsNotSent() {
    try (CallsClient calls =
        client(URI.create("http://nowhere.invalid")).retry(RetryPolicy.none()).build()) {
      assertNotSent(calls.create(call()), Reason.DNS);
    }
  }

  @Test
  void theOperationsTimeOutWhileWaitingAfterA429IsNotUnknown() {
    VirtualTimeScheduler time = VirtualTimeScheduler.create();
    try (RawServer server =
            RawServer.answering(RawServer.http(429, "", "Retry-After", "25"), PLACED);
        CallsClient calls = hurried(server, time).build()) {
      CallsException failure =
          failureOf(
              calls.create(call()),
              () -> {
                awaitTasks(time, 2); // the deadline and the waiting
                time.advanceTimeBy(Duration.ofSeconds(20));
              });
      assertNotSent(failure, Reason.OPERATION_TIMEOUT);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void theOperationsTimeOutWhileTheAccessTokenIsFetchedIsNotSent() {
    VirtualTimeScheduler time = VirtualTimeScheduler.create();
    try (RawServer server = RawServer.answering(RawServer.silence());
        CallsClient calls =
            hurried(server, time)
                .credentials(Credentials.oauth(Fixtures.ACCOUNT, "client", "secret"))
                .build()) {
      CallsException failure =
          failureOf(
              calls.create(call()),
              () -> {
                server.awaitRequests(1);
                time.advanceTimeBy(Duration.ofSeconds(20));
              });
      assertNotSent(failure, Reason.OPERATION_TIMEOUT);
      assertThat(server.requests()).extracting(RawServer.Request::path).containsOnly("/v2/token");
    }
  }

  private static CallsClientBuilder hurried(RawServer server, VirtualTimeScheduler time) {
    return client(server.uri()).scheduler(time).operationTimeout(Duration.ofSeconds(20));
  }

  /**
   * The deadline races the write and the answer for every microsecond; whoever wins, the verdict is
   * true and no buffer is left behind.
   */
  @Test
  void noCreateThatTheServerSawIsCalledNotSent() {
    Map<String, Outcome> verdicts = new ConcurrentHashMap<>();
    UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(true);
    try (RawServer server = RawServer.answering(PLACED)) {
      for (int round = 0; round < 60; round++) {
        int first = round * 50;
        try (CallsClient calls =
            client(server.uri())
                .operationTimeout(Duration.ofNanos(100_000L * (1 + round % 20)))
                .httpClient(http -> http.option(ChannelOption.ALLOCATOR, buffers))
                .build()) {
          Flux.range(first, 50)
              .flatMap(
                  i ->
                      calls
                          .create(TEMPLATE.to(number(i)))
                          .doOnError(
                              CallsException.class, e -> verdicts.put(number(i), e.outcome()))
                          .onErrorResume(e -> Mono.empty()),
                  8)
              .then()
              .then(calls.closeGracefully())
              .block(LONG);
        }
      }
      server.awaitNoConnections();
      List<String> falselyNotSent =
          server.requests().stream()
              .map(request -> request.form("To"))
              .filter(to -> verdicts.get(to) == Outcome.NOT_SENT)
              .toList();
      assertThat(falselyNotSent).isEmpty();
      assertThat(verdicts).containsValue(Outcome.NOT_SENT).containsValue(Outcome.UNKNOWN);
      await(() -> buffers.metric().usedDirectMemory() == 0, "buffers to be released");
    }
  }

  /** The server ends idle connections; the next create meets that at every possible moment. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aStaleConnectionNeverMakesTwoOfOneCreate(boolean reset) {
    Answer closing = reset ? thenReset(PLACED) : RawServer.thenClose(PLACED);
    try (RawServer server = RawServer.answering(closing);
        CallsClient calls = client(server.uri()).build()) {
      Map<String, Outcome> verdicts = new ConcurrentHashMap<>();
      Flux.range(0, 300)
          .concatMap(
              i ->
                  calls
                      .create(TEMPLATE.to(number(i)))
                      .doOnError(CallsException.class, e -> verdicts.put(number(i), e.outcome()))
                      .onErrorResume(CallsException.class, e -> Mono.empty()))
          .then(calls.closeGracefully())
          .block(LONG);
      server.awaitNoConnections();

      List<String> seen = server.requests().stream().map(r -> r.form("To")).toList();
      assertThat(seen).doesNotHaveDuplicates();
      IntStream.range(0, 300)
          .mapToObj(Fixtures::number)
          .forEach(
              to ->
                  assertThat(seen.contains(to) || verdicts.get(to) == Outcome.UNKNOWN)
                      .as("seen, or unknown")
                      .isTrue());
    }
  }

  private static Answer thenReset(Answer answer) {
    return (request, socket) -> {
      answer.to(request, socket);
      RawServer.reset().to(request, socket);
    };
  }

  private static void assertNotSent(Mono<Call> create, Reason reason) {
    assertNotSent(failureOf(create), reason);
  }

  private static void assertNotSent(CallsException failure, Reason reason) {
    assertThat(failure).isInstanceOf(NotSentException.class);
    assertThat(((NotSentException) failure).reason()).isEqualTo(reason);
    assertThat(failure.outcome()).isEqualTo(Outcome.NOT_SENT);
  }
}
