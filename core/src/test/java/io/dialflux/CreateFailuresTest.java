package io.dialflux;

import static io.dialflux.Fixtures.FAST;
import static io.dialflux.Fixtures.LONG;
import static io.dialflux.Fixtures.TEMPLATE;
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
import io.dialflux.error.NoAnswerException;
import io.dialflux.error.NotSentException;
import io.dialflux.error.NotSentException.Reason;
import io.dialflux.error.Outcome;
import io.dialflux.error.RateLimitedException;
import io.dialflux.error.UnreadableResponseException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
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

  static Stream<Arguments> unknown() {
    String truncated = callJson(sid(1)).substring(0, 20);
    return Stream.of(
        status(500, error(500, 20500, "internal"), ApiException.class),
        status(500, HTML, UnreadableResponseException.class),
        status(500, "", UnreadableResponseException.class),
        status(502, error(502, 20500, "internal"), ApiException.class),
        status(502, HTML, UnreadableResponseException.class),
        status(502, "", UnreadableResponseException.class),
        status(503, error(503, 20503, "unavailable"), ApiException.class),
        status(503, HTML, UnreadableResponseException.class),
        status(503, "", UnreadableResponseException.class),
        status(504, "", UnreadableResponseException.class),
        status(408, error(408, 20408, "too slow"), ApiException.class),
        status(408, "", UnreadableResponseException.class),
        status(302, "", UnreadableResponseException.class),
        status(307, HTML, UnreadableResponseException.class),
        status(308, error(308, 20308, "elsewhere"), ApiException.class),
        status(400, HTML, UnreadableResponseException.class),
        status(403, "", UnreadableResponseException.class),
        status(404, "{\"code\":404,\"message\":\"no route\"}", UnreadableResponseException.class),
        status(400, "{\"code\":21211,\"message\":\"Inv", UnreadableResponseException.class),
        status(201, HTML, UnreadableResponseException.class),
        status(201, "", UnreadableResponseException.class),
        status(201, truncated, UnreadableResponseException.class),
        status(201, "{\"status\":\"queued\"}", UnreadableResponseException.class),
        status(201, "[]", UnreadableResponseException.class),
        status(200, "null", UnreadableResponseException.class),
        arguments("204 without a call", RawServer.http(204, ""), UnreadableResponseException.class),
        arguments("reset after the request", RawServer.reset(), NoAnswerException.class),
        arguments("closed after the request", RawServer.hangUp(), NoAnswerException.class),
        arguments("body cut", RawServer.cut(201, truncated, 500), NoAnswerException.class),
        arguments("error's body cut", RawServer.cut(400, "{", 500), NoAnswerException.class),
        arguments("no HTTP", (Answer) CreateFailuresTest::noHttp, NoAnswerException.class));
  }

  private static Arguments status(int status, String body, Class<?> type) {
    String name = status + " " + (body.length() > 24 ? body.substring(0, 24) + "…" : body);
    Answer answer = RawServer.http(status, body, "Location", "/2010-04-01/elsewhere");
    return arguments(name, answer, type);
  }

  private static void noHttp(RawServer.Request request, java.net.Socket socket) throws IOException {
    socket.getOutputStream().write("220 mail.example.com ready\r\n".getBytes());
    socket.close();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unknown")
  void reachesTheServerOnceAndIsUnknown(String name, Answer answer, Class<?> type) {
    try (RawServer server = RawServer.answering(answer, PLACED);
        CallsClient calls = client(server.uri()).build()) {
      CallsException failure = failureOf(calls.create(call()));

      assertThat(failure).isInstanceOf(type);
      assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void silenceIsUnknownAfterTheResponseTimeout() {
    try (RawServer server = RawServer.answering(RawServer.silence());
        CallsClient calls = client(server.uri()).responseTimeout(Duration.ofMillis(250)).build()) {
      CallsException failure = failureOf(calls.create(call()));

      assertThat(failure).isInstanceOf(NoAnswerException.class).hasMessageContaining("0.25S");
      assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
      server.awaitHangUp();
      assertThat(server.requests()).hasSize(1);
    }
  }

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
        arguments("Sun, 22 Nov 2026 07:00:00 GMT", Duration.ZERO),
        arguments("-5", Duration.ZERO),
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
  void refusedConnectionIsNotSentAndTriedAgain() throws IOException {
    AtomicInteger tries = new AtomicInteger();
    try (CallsClient calls =
        client(URI.create("http://127.0.0.1:" + unusedPort()))
            .httpClient(http -> http.doOnConnect(config -> tries.incrementAndGet()))
            .build()) {
      assertNotSent(calls.create(call()), Reason.CONNECT);
      assertThat(tries).hasValue(4);

      assertNotSent(calls.retry(RetryPolicy.none()).create(call()), Reason.CONNECT);
      assertThat(tries).hasValue(5);
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
  void failedTlsIsNotSent() {
    try (RawServer server = RawServer.answering(PLACED);
        CallsClient calls = client(server.uri("https")).build()) {
      assertNotSent(calls.create(call()), Reason.TLS);
      assertThat(server.requests()).isEmpty();
      assertThat(server.connections()).isEqualTo(4);
    }
  }

  @Test
  void aConnectionThatDoesNotBecomeFreeInTimeIsNotSent() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (RawServer server = RawServer.scripted(held(release));
        CallsClient calls =
            client(server.uri())
                .maxConnections(1)
                .acquireTimeout(Duration.ofMillis(100))
                .retry(RetryPolicy.none())
                .build()) {
      CompletableFuture<Call> first = calls.create(TEMPLATE.to(number(1))).toFuture();
      server.awaitRequests(1);

      assertNotSent(calls.create(TEMPLATE.to(number(2))), Reason.ACQUIRE_TIMEOUT);

      release.countDown();
      assertThat(first.get().sid()).isEqualTo(sid(1));
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void aFullLineIsNotSent() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    try (RawServer server = RawServer.scripted(held(release));
        CallsClient calls =
            client(server.uri())
                .maxConnections(1)
                .maxPending(1)
                .retry(RetryPolicy.none())
                .build()) {
      CompletableFuture<Call> first = calls.create(TEMPLATE.to(number(1))).toFuture();
      server.awaitRequests(1);
      CompletableFuture<Call> waiting = calls.create(TEMPLATE.to(number(2))).toFuture();

      assertNotSent(calls.create(TEMPLATE.to(number(3))), Reason.POOL_FULL);

      release.countDown();
      first.get();
      waiting.get();
      assertThat(server.requests())
          .extracting(request -> request.form("To"))
          .containsExactly(number(1), number(2));
    }
  }

  @Test
  void afterItsLastMomentItIsNotSent() {
    try (RawServer server = RawServer.answering(PLACED);
        CallsClient calls = client(server.uri()).build()) {
      assertNotSent(calls.create(call().notAfter(Instant.now().minusMillis(1))), Reason.NOT_AFTER);
      assertThat(server.requests()).isEmpty();

      calls.create(call().notAfter(Instant.now().plusSeconds(60))).block(LONG);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void itsLastMomentIsCheckedWhenTheConnectionIsThere() {
    Instant start = Instant.parse("2026-11-22T08:00:00Z");
    PassingTime time = new PassingTime(start);
    try (RawServer server = RawServer.answering(PLACED);
        CallsClient calls =
            client(server.uri())
                // opening the connection takes 31 seconds of this time
                .httpClient(http -> http.doOnConnected(c -> time.setNow(start.plusSeconds(31))))
                .scheduler(time)
                .build()) {
      assertNotSent(calls.create(call().notAfter(start.plusSeconds(30))), Reason.NOT_AFTER);
      assertThat(server.connections()).isEqualTo(1);
      assertThat(server.requests()).isEmpty();

      calls.create(call().notAfter(start.plusSeconds(31))).block(LONG);
      assertThat(server.requests()).hasSize(1);
    }
  }

  @Test
  void theOperationsTimeOutBeforeTheRequestIsWrittenIsNotSent() throws IOException {
    // the kernel completes the connection, but nobody ever answers the TLS handshake
    try (ServerSocket deaf = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        CallsClient calls =
            client(URI.create("https://127.0.0.1:" + deaf.getLocalPort()))
                .operationTimeout(Duration.ofMillis(200))
                .build()) {
      assertNotSent(calls.create(call()), Reason.OPERATION_TIMEOUT);
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
  void theOperationsTimeOutAfterTheRequestIsWrittenIsUnknown() {
    VirtualTimeScheduler time = VirtualTimeScheduler.create();
    try (RawServer server = RawServer.answering(RawServer.silence());
        CallsClient calls = hurried(server, time).build()) {
      CallsException failure =
          failureOf(
              calls.create(call()),
              () -> {
                server.awaitRequests(1);
                time.advanceTimeBy(Duration.ofSeconds(20));
              });
      assertThat(failure).isInstanceOf(NoAnswerException.class);
      assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
      server.awaitHangUp();
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

  /** The deadline and the write race for every microsecond; whoever wins, the verdict is true. */
  @Test
  void noCreateThatTheServerSawIsCalledNotSent() {
    Map<String, Outcome> verdicts = new ConcurrentHashMap<>();
    try (RawServer server = RawServer.answering(PLACED)) {
      for (int round = 0; round < 20; round++) {
        int first = round * 50;
        try (CallsClient calls =
            client(server.uri())
                .operationTimeout(Duration.ofNanos(100_000L * (1 + round % 20)))
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
    }
  }

  @Test
  void aConnectionReusedAndThenResetIsNotTriedAgain() {
    try (RawServer server = RawServer.answering(PLACED, RawServer.reset(), PLACED);
        CallsClient calls = client(server.uri()).maxConnections(1).build()) {
      calls.create(TEMPLATE.to(number(1))).block(LONG);
      CallsException failure = failureOf(calls.create(TEMPLATE.to(number(2))));

      assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
      assertThat(server.connections()).isEqualTo(1);
      assertThat(server.requests()).hasSize(2);
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

  /** Placed, but only when the test says so. */
  private static Answer held(CountDownLatch release) {
    return (request, socket) -> {
      release.await();
      PLACED.to(request, socket);
    };
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
