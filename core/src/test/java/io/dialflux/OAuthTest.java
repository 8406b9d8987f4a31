package io.dialflux;

import static io.dialflux.Fixtures.ACCOUNT;
import static io.dialflux.Fixtures.CALL;
import static io.dialflux.Fixtures.LONG;
import static io.dialflux.Fixtures.OTHER_ACCOUNT;
import static io.dialflux.Fixtures.TEMPLATE;
import static io.dialflux.Fixtures.callJson;
import static io.dialflux.Fixtures.client;
import static io.dialflux.Fixtures.error;
import static io.dialflux.Fixtures.failureOf;
import static io.dialflux.Fixtures.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dialflux.RawServer.Answer;
import io.dialflux.RawServer.Request;
import io.dialflux.call.Call;
import io.dialflux.error.ApiException;
import io.dialflux.error.CallsException;
import io.dialflux.error.NotSentException;
import io.dialflux.error.NotSentException.Reason;
import io.dialflux.error.Outcome;
import io.dialflux.error.UnreadableResponseException;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** OAuth client credentials: one token for all, one fetch for all who wait. */
class OAuthTest {
  private static final Answer UNAUTHORIZED = RawServer.http(401, error(401, 20003, "Authenticate"));
  private static final int MANY = 200;

  private final AtomicInteger tokens = new AtomicInteger();
  private final RawServer server = RawServer.scripted(this::script);

  /** Tokens come when it is open. */
  private volatile CountDownLatch tokensCome = new CountDownLatch(0);

  /** Instead of a token, if not null. */
  private volatile Answer noToken;

  /** To a request that bears the first token, and to any other. */
  private volatile Answer toTheFirst = RawServer.http(200, callJson(CALL));

  private volatile Answer toOthers = toTheFirst;

  private void script(Request request, Socket socket) throws IOException, InterruptedException {
    if (request.path().equals("/v2/token")) {
      int number = tokens.incrementAndGet();
      tokensCome.await();
      String token = "{\"access_token\":\"t" + number + "\",\"expires_in\":3600}";
      (noToken == null ? RawServer.http(200, token) : noToken).to(request, socket);
    } else {
      boolean first = request.headers().get("authorization").equals("Bearer t1");
      (first ? toTheFirst : toOthers).to(request, socket);
    }
  }

  private CallsClientBuilder bearing() {
    return client(server.uri()).credentials(Credentials.oauth(ACCOUNT, "client id", "s&cret"));
  }

  private List<Request> operations() {
    return server.requests().stream().filter(r -> !r.path().equals("/v2/token")).toList();
  }

  private static List<CompletableFuture<Call>> manyCreates(CallsClient calls) {
    return IntStream.range(0, MANY)
        .mapToObj(i -> calls.create(TEMPLATE.to(number(i))).toFuture())
        .toList();
  }

  private static void allSucceed(List<CompletableFuture<Call>> creates) {
    assertThat(creates).allSatisfy(create -> assertThat(create).succeedsWithin(LONG));
  }

  @AfterEach
  void end() {
    tokensCome.countDown();
    server.close();
  }

  @Test
  void oneFetchServesAllWhoWait() {
    tokensCome = new CountDownLatch(1);
    try (CallsClient calls = bearing().build()) {
      List<CompletableFuture<Call>> creates = manyCreates(calls);
      server.awaitRequests(1);
      assertThat(operations()).isEmpty();
      tokensCome.countDown();
      allSucceed(creates);
      calls.account(OTHER_ACCOUNT).retry(RetryPolicy.none()).fetch(CALL).block(LONG);
    }
    assertThat(tokens).hasValue(1);
    assertThat(operations())
        .hasSize(MANY + 1)
        .allSatisfy(r -> assertThat(r.headers()).containsEntry("authorization", "Bearer t1"));
    Request token = server.requests().get(0);
    assertThat(token.method() + " " + token.path()).isEqualTo("POST /v2/token");
    assertThat(token.body())
        .isEqualTo("grant_type=client_credentials&client_id=client+id&client_secret=s%26cret");
    assertThat(token.headers())
        .doesNotContainKey("authorization")
        .containsEntry("content-type", "application/x-www-form-urlencoded; charset=UTF-8");
  }

  @Test
  void whoGivesUpWaitingTakesTheTokenFromNobody() {
    tokensCome = new CountDownLatch(1);
    try (CallsClient calls = bearing().build()) {
      List<CompletableFuture<Call>> creates = manyCreates(calls);
      server.awaitRequests(1);
      creates.subList(0, MANY / 2).forEach(create -> create.cancel(true));
      tokensCome.countDown();
      allSucceed(creates.subList(MANY / 2, MANY));
    }
    assertThat(tokens).hasValue(1);
    assertThat(operations()).hasSize(MANY / 2);
  }

  @Test
  void aTokenIsReplacedOnceBeforeItEnds() {
    VirtualTimeScheduler time = VirtualTimeScheduler.create();
    try (CallsClient calls = bearing().scheduler(time).build()) {
      calls.fetch(CALL).block(LONG);
      time.advanceTimeBy(Duration.ofSeconds(3_569));
      calls.fetch(CALL).block(LONG);
      assertThat(tokens).hasValue(1);
      time.advanceTimeBy(Duration.ofSeconds(1));
      allSucceed(manyCreates(calls));
      assertThat(tokens).hasValue(2);
    }
  }

  @Test
  void aRefusedTokenIsReplacedOnceForAllWhoHadIt() {
    toTheFirst = UNAUTHORIZED;
    try (CallsClient calls = bearing().build()) {
      allSucceed(manyCreates(calls));
    }
    assertThat(tokens).hasValue(2);
    Map<String, List<String>> bearersOfEach =
        operations().stream()
            .collect(
                Collectors.groupingBy(
                    r -> r.form("To"),
                    Collectors.mapping(
                        r -> r.headers().get("authorization"), Collectors.toList())));
    assertThat(bearersOfEach).hasSize(MANY);
    assertThat(bearersOfEach.values())
        .allSatisfy(
            bearers ->
                assertThat(bearers).isIn(List.of("Bearer t1", "Bearer t2"), List.of("Bearer t2")));
  }

  /** Twilio's 401 says that nothing was done, so the create that it answered was not placed. */
  @Test
  void aDeadlineWhileTheTokenIsReplacedIsNotUnknown() {
    VirtualTimeScheduler time = VirtualTimeScheduler.create();
    toTheFirst =
        (request, socket) -> {
          tokensCome = new CountDownLatch(1);
          UNAUTHORIZED.to(request, socket);
        };
    try (CallsClient calls =
        bearing().scheduler(time).operationTimeout(Duration.ofSeconds(20)).build()) {
      CallsException failure =
          failureOf(
              calls.create(Fixtures.call()),
              () -> {
                server.awaitRequests(3); // a token, the create, and the next token
                time.advanceTimeBy(Duration.ofSeconds(20));
              });
      assertThat(failure)
          .isInstanceOfSatisfying(
              NotSentException.class,
              e -> assertThat(e.reason()).isEqualTo(Reason.OPERATION_TIMEOUT));
      assertThat(operations()).hasSize(1);
    }
  }

  /** Twilio has one address for tokens, without edge and region. */
  @ParameterizedTest
  @CsvSource({",", "dublin,", ",ie1", "sydney,au1"})
  void tokensComeFromOneHost(@Nullable String edge, @Nullable String region) {
    List<String> asked = new CopyOnWriteArrayList<>();
    CallsClientBuilder options =
        CallsClient.builder()
            .credentials(Credentials.oauth(ACCOUNT, "client", "secret"))
            .retry(RetryPolicy.none())
            .resolver(
                host -> {
                  asked.add(host);
                  return Mono.empty();
                });
    options = edge == null ? options : options.edge(edge);
    options = region == null ? options : options.region(region);
    try (CallsClient calls = options.build()) {
      assertThat(failureOf(calls.create(Fixtures.call())))
          .isInstanceOfSatisfying(
              NotSentException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CREDENTIALS));
    }
    assertThat(asked).containsExactly("oauth.twilio.com");
  }

  @Test
  void aSecondRefusalIsFinal() {
    toTheFirst = UNAUTHORIZED;
    toOthers = UNAUTHORIZED;
    try (CallsClient calls = bearing().build()) {
      CallsException failure = failureOf(calls.create(Fixtures.call()));

      assertThat(failure).isExactlyInstanceOf(ApiException.class);
      assertThat(failure.outcome()).isEqualTo(Outcome.REFUSED);
      assertThat(((ApiException) failure).status()).isEqualTo(401);
    }
    assertThat(tokens).hasValue(2);
    assertThat(operations()).hasSize(2);
  }

  @Test
  void aProxys401IsNotTwilios() {
    toTheFirst = RawServer.http(401, "<html>");
    try (CallsClient calls = bearing().build()) {
      CallsException failure = failureOf(calls.create(Fixtures.call()));

      assertThat(failure).isInstanceOf(UnreadableResponseException.class);
      assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
    }
    assertThat(tokens).hasValue(1);
    assertThat(operations()).hasSize(1);
  }

  private static final String NONE = "no access token to be had: ";

  static Stream<Arguments> noTokens() {
    return Stream.of(
        arguments(401, error(401, 20003, "Authenticate"), NONE + "20003: Authenticate"),
        arguments(401, "{\"error\":\"invalid_client\"}", NONE + "invalid_client"),
        arguments(400, "{\"error\":\"unauthorized_client\"}", NONE + "unauthorized_client"),
        arguments(
            401, "{\"error\":\"+15558675310\"}", NONE + "HTTP 401 without an error of Twilio's"),
        arguments(503, "", NONE + "HTTP 503 without an error of Twilio's"),
        arguments(200, "<html>", NONE + "HTTP 200, which cannot be read"),
        arguments(200, "{\"expires_in\":3600}", NONE + "HTTP 200, which cannot be read"));
  }

  /** A wrong secret and a server that is down are told apart. */
  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("noTokens")
  void whyThereIsNoTokenIsSaid(int status, String body, String why) {
    noToken = RawServer.http(status, body);
    try (CallsClient calls = bearing().retry(RetryPolicy.none()).build()) {
      CallsException failure = failureOf(calls.create(Fixtures.call()));
      assertThat(failure).isInstanceOf(NotSentException.class).hasMessage("not sent: " + why);
      assertThat(failure.getCause()).isInstanceOf(CallsException.class);
    }
    assertThat(operations()).isEmpty();
  }

  @Test
  void theTokensErrorIsTheCause() {
    noToken = RawServer.http(401, error(401, 20003, "Authenticate"));
    try (CallsClient calls = bearing().retry(RetryPolicy.none()).build()) {
      assertThat(failureOf(calls.create(Fixtures.call())).getCause())
          .isInstanceOfSatisfying(
              ApiException.class,
              e -> {
                assertThat(e.status()).isEqualTo(401);
                assertThat(e.code()).isEqualTo(20003);
              });
    }
  }

  /** Reads that hang use up their share of the connections; a token is nobody's share. */
  @Test
  void hungReadsDoNotKeepATokenFromACreate() {
    VirtualTimeScheduler time = VirtualTimeScheduler.create();
    try (CallsClient calls = bearing().scheduler(time).maxConnections(4).build()) {
      calls.fetch(CALL).block(LONG);
      toTheFirst = RawServer.silence();
      List<CompletableFuture<Call>> reads =
          IntStream.range(0, 10).mapToObj(i -> calls.fetch(CALL).toFuture()).toList();
      server.awaitRequests(4); // the token, the first fetch, and the reads' half of the connections
      time.advanceTimeBy(Duration.ofHours(1)); // the token has ended

      toOthers = RawServer.http(201, callJson(CALL));
      assertThat(calls.create(Fixtures.call()).block(LONG).sid()).isEqualTo(CALL);

      assertThat(tokens).hasValue(2);
      reads.forEach(read -> read.cancel(true));
    }
  }

  @Test
  void withoutATokenNothingIsSentAndTheFailureIsNotKept() {
    noToken = RawServer.http(500, "");
    tokensCome = new CountDownLatch(1);
    try (CallsClient calls = bearing().retry(RetryPolicy.none()).build()) {
      List<CompletableFuture<Call>> creates = manyCreates(calls);
      server.awaitRequests(1);
      tokensCome.countDown();
      assertThat(creates)
          .allSatisfy(
              create ->
                  assertThat(create)
                      .failsWithin(LONG)
                      .withThrowableThat()
                      .havingCause()
                      .isInstanceOfSatisfying(
                          NotSentException.class,
                          e -> {
                            assertThat(e.reason()).isEqualTo(Reason.CREDENTIALS);
                            assertThat(e.outcome()).isEqualTo(Outcome.NOT_SENT);
                          }));
      assertThat(tokens).hasValue(1);
      assertThat(operations()).isEmpty();

      noToken = null;
      calls.fetch(CALL).block(LONG);
      assertThat(tokens).hasValue(2);
    }
  }
}
