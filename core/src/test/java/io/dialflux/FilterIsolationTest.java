package io.dialflux;

import static io.dialflux.Fixtures.LONG;
import static io.dialflux.Fixtures.TEMPLATE;
import static io.dialflux.Fixtures.failureOf;
import static io.dialflux.Fixtures.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.call.Call;
import io.dialflux.call.CallBytes;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallPage;
import io.dialflux.call.PageToken;
import io.dialflux.call.UpdateCall;
import io.dialflux.error.CallsException;
import io.dialflux.error.NotSentException;
import io.dialflux.http.ApiRequest;
import io.dialflux.http.ApiResponse;
import io.dialflux.http.Effect;
import io.dialflux.http.ExchangeFilter;
import io.dialflux.http.Operation;
import io.dialflux.simulator.Fault;
import io.dialflux.simulator.Faults;
import io.dialflux.simulator.Simulator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.ReferenceCounted;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Nothing of one request is met by another: neither what a filter asks for itself, nor a second try
 * of the same, nor what the caller's context holds.
 */
class FilterIsolationTest {
  private static final int CALLS = 400;
  private static final CallFilter ALL = CallFilter.all().pageSize(50);

  private static Simulator simulator;
  private static List<String> sids;

  @BeforeAll
  static void start() {
    simulator = Simulator.builder().callsPerSecond(10_000).clockSpeed(100).start();
    try (CallsClient calls = client().build()) {
      Flux.range(0, CALLS).flatMap(i -> calls.create(TEMPLATE.to(number(i))), 8).blockLast(LONG);
      sids = calls.list(ALL).map(Call::sid).collectList().block(LONG);
    }
    assertThat(sids).hasSize(CALLS);
  }

  @AfterAll
  static void stop() {
    simulator.close();
  }

  private static CallsClientBuilder client() {
    return client(simulator);
  }

  private static CallsClientBuilder client(Simulator twilio) {
    return CallsClient.builder()
        .credentials(
            Credentials.authToken(Simulator.DEFAULT_ACCOUNT_SID, Simulator.DEFAULT_AUTH_TOKEN))
        .baseUrl(twilio.baseUrl());
  }

  private static List<String> list(CallsClient calls) {
    return calls.list(ALL).map(Call::sid).collectList().block(LONG);
  }

  private static List<String> pages(CallsClient calls) {
    return calls
        .pages(ALL)
        .concatMapIterable(CallPage::calls)
        .map(Call::sid)
        .collectList()
        .block(LONG);
  }

  private static List<String> collected(CallsClient calls) {
    return calls
        .pages(PageToken.first(ALL), Collectors.mapping(CallBytes::sid, Collectors.toList()))
        .concatMapIterable(page -> page.result())
        .collectList()
        .block(LONG);
  }

  /** Filters that do with a request whatever they like, driven by chance. */
  static List<Random> seeds() {
    long seed = System.nanoTime();
    System.out.println("FilterIsolationTest: seed " + seed);
    List<Random> seeds = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      seeds.add(new Random(seed + i));
    }
    return seeds;
  }

  private static ExchangeFilter odd(Random random, CallsClient other) {
    return (request, next) ->
        switch (random.nextInt(8)) {
          case 0 -> hedged(request, next::exchange, random.nextInt(3));
          case 1 -> hedged(request, next::exchange, 0);
          case 2 -> other.pages(ALL).next().then(next.exchange(request));
          case 3 -> other.list(ALL).take(random.nextInt(60)).then(next.exchange(request));
          case 4 ->
              next.exchange(request)
                  .timeout(Duration.ofMillis(1 + random.nextInt(3)), next.exchange(request));
          case 5 -> next.exchange(request).then(next.exchange(request));
          case 6 ->
              next.exchange(request)
                  .flatMap(first -> next.exchange(request.path(request.path())).thenReturn(first));
          default ->
              next.exchange(ApiRequest.of(request.operation(), Effect.READ, "GET", request.path()));
        };
  }

  private static Mono<ApiResponse> hedged(
      ApiRequest request, Function<ApiRequest, Mono<ApiResponse>> next, int millis) {
    return Mono.firstWithValue(
        next.apply(request), Mono.delay(Duration.ofMillis(millis)).then(next.apply(request)));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whateverAFilterDoesTheListIsTheList(Random random) {
    try (CallsClient other = client().build();
        CallsClient calls = client().filter(odd(random, other)).build()) {
      assertThat(list(calls)).isEqualTo(sids);
      assertThat(pages(calls)).isEqualTo(sids);
      assertThat(collected(calls)).isEqualTo(sids);
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void soItIsWithAttempts(Random random) {
    try (CallsClient other = client().build();
        CallsClient calls = client().attemptFilter(odd(random, other)).build()) {
      assertThat(list(calls)).isEqualTo(sids);
      assertThat(collected(calls)).isEqualTo(sids);
    }
  }

  @Test
  void aHedgedListIsInOrder() {
    ExchangeFilter hedge = (request, next) -> hedged(request, next::exchange, 1);
    try (CallsClient calls = client().filter(hedge).build()) {
      for (int i = 0; i < 20; i++) {
        assertThat(list(calls)).isEqualTo(sids);
      }
    }
  }

  /** The create is never written, whatever its filter has asked for meanwhile. */
  @Test
  void whatAFilterAsksForIsNotTheOperation() {
    ExchangeFilter waiting =
        (request, next) ->
            request.operation() == Operation.CREATE
                ? next.exchange(ApiRequest.of(Operation.LIST, Effect.READ, "GET", request.path()))
                    .then(Mono.delay(Duration.ofSeconds(5)))
                    .then(next.exchange(request))
                : next.exchange(request);
    try (CallsClient calls =
        client().filter(waiting).operationTimeout(Duration.ofMillis(500)).build()) {
      assertThat(failureOf(calls.create(TEMPLATE.to(number(0)))))
          .isInstanceOfSatisfying(
              NotSentException.class,
              e -> assertThat(e.reason()).isEqualTo(NotSentException.Reason.OPERATION_TIMEOUT));
    }
  }

  @Test
  void aFilterSeesEachAttempt() {
    List<String> seen = new CopyOnWriteArrayList<>();
    ExchangeFilter watch =
        (request, next) ->
            next.exchange(request)
                .doOnNext(r -> seen.add(request.attempt() + " " + r.status()))
                .doOnError(e -> seen.add(request.attempt() + " " + e.getClass().getSimpleName()));
    List<Duration> waits = new CopyOnWriteArrayList<>();
    try (RawServer server =
            RawServer.answering(
                RawServer.http(503, ""),
                RawServer.http(429, "", "Retry-After", "0"),
                RawServer.http(200, Fixtures.callJson(Fixtures.CALL)));
        CallsClient calls =
            Fixtures.client(server.uri())
                .attemptFilter(watch)
                .attemptFilter(
                    (request, next) -> {
                      waits.add(request.waited());
                      return next.exchange(request);
                    })
                .build()) {
      calls.fetch(Fixtures.CALL).block(LONG);
      assertThat(seen)
          .containsExactly("1 UnreadableResponseException", "2 RateLimitedException", "3 200");
      assertThat(waits).hasSize(3);
      assertThat(waits.get(0)).isZero();
      assertThat(waits.get(2)).isZero();
    }
  }

  static List<Class<?>> discarded() {
    return List.of(ByteBuf.class, ReferenceCounted.class, Object.class);
  }

  private static <T> UnaryOperator<Mono<T>> discarding(Class<?> type) {
    return mono -> mono.doOnDiscard(type, ReferenceCountUtil::safeRelease);
  }

  @ParameterizedTest
  @MethodSource("discarded")
  void aCallersDiscardHookChangesNothing(Class<?> type) {
    try (CallsClient calls = client().build()) {
      for (int i = 0; i < 10; i++) {
        Call created =
            FilterIsolationTest.<Call>discarding(type)
                .apply(calls.create(TEMPLATE.to(number(1_000))))
                .block(LONG);
        assertThat(
                FilterIsolationTest.<Call>discarding(type)
                    .apply(calls.fetch(created.sid()))
                    .block(LONG)
                    .sid())
            .isEqualTo(created.sid());
        assertThat(
                calls
                    .list(ALL)
                    .map(Call::sid)
                    .doOnDiscard(type, ReferenceCountUtil::safeRelease)
                    .filter(sids::contains)
                    .collectList()
                    .block(LONG))
            .isEqualTo(sids);
        FilterIsolationTest.<Call>discarding(type)
            .apply(calls.update(created.sid(), UpdateCall.hangUp()))
            .block(LONG);
        FilterIsolationTest.<Void>discarding(type).apply(calls.delete(created.sid())).block(LONG);
      }
    }
  }

  /** Reactor Netty sets such a hook by itself for what it is given to send. */
  @ParameterizedTest
  @ValueSource(strings = {"send", "sendString", "sse"})
  void aListCanBeStreamedToABrowser(String way) {
    try (CallsClient calls = client().build()) {
      Flux<String> lines = calls.list(ALL).map(Call::sid).filter(sids::contains).map(s -> s + "\n");
      DisposableServer server =
          HttpServer.create()
              .host("127.0.0.1")
              .port(0)
              .handle((request, response) -> streamed(way, response, lines))
              .bindNow(LONG);
      try {
        for (int i = 0; i < 5; i++) {
          String text =
              HttpClient.create()
                  .get()
                  .uri("http://127.0.0.1:" + server.port() + "/")
                  .responseContent()
                  .aggregate()
                  .asString()
                  .block(LONG);
          assertThat(text.trim().split("\\s+")).containsExactly(sids.toArray(String[]::new));
        }
      } finally {
        server.disposeNow(LONG);
      }
    }
  }

  @Test
  void aListCanBeTheBodyOfARequest() {
    List<String> received = new CopyOnWriteArrayList<>();
    DisposableServer server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle(
                (request, response) ->
                    request
                        .receive()
                        .aggregate()
                        .asString()
                        .doOnNext(received::add)
                        .then(response.status(204).send()))
            .bindNow(LONG);
    try (CallsClient calls = client().build()) {
      Flux<ByteBuf> lines =
          calls
              .list(ALL)
              .map(Call::sid)
              .filter(sids::contains)
              .map(s -> Unpooled.copiedBuffer((s + "\n").getBytes(StandardCharsets.UTF_8)));
      HttpClient.create()
          .post()
          .uri("http://127.0.0.1:" + server.port() + "/")
          .send(lines)
          .response()
          .block(LONG);
      assertThat(received).hasSize(1);
      assertThat(received.get(0).trim().split("\\s+")).containsExactly(sids.toArray(String[]::new));
    } finally {
      server.disposeNow(LONG);
    }
  }

  private static Faults faults() {
    Faults faults = Faults.none();
    for (Fault fault :
        List.of(
            Fault.REFUSED,
            Fault.TOO_MANY_REQUESTS,
            Fault.SERVER_ERROR_AFTER_PLACING,
            Fault.UNAVAILABLE_BEFORE_PLACING,
            Fault.RESET_AFTER_PLACING,
            Fault.CLOSE_BEFORE_PLACING,
            Fault.CUT_BODY_AFTER_PLACING,
            Fault.UNREADABLE_BODY_AFTER_PLACING)) {
      faults = faults.onCreates(fault, 0.05);
      if (fault != Fault.REFUSED) {
        faults = faults.onOthers(fault, 0.03);
      }
    }
    return faults;
  }

  /** Asks for other things before and after a create, which it sends once. */
  private static ExchangeFilter curious(Random random, CallsClient other) {
    ExchangeFilter odd = odd(random, other);
    return (request, next) -> {
      if (request.effect() == Effect.READ) {
        return odd.filter(request, next);
      }
      Mono<?> aside = other.list(ALL).take(random.nextInt(30)).then().onErrorComplete();
      return random.nextBoolean()
          ? aside.then(next.exchange(request))
          : next.exchange(request).delayUntil(response -> aside);
    };
  }

  /** Faults and filters together: the verdict on each create is what the simulator knows. */
  @ParameterizedTest
  @MethodSource("seeds")
  void whateverAFilterDoesTheSimulatorIsRight(Random random) {
    RetryPolicy patient = Fixtures.FAST.maxAttempts(10);
    try (Simulator twilio =
            Simulator.builder()
                .callsPerSecond(10_000)
                .clockSpeed(100)
                .seed(random.nextLong())
                .faults(faults())
                .start();
        CallsClient other = client(twilio).retry(patient).build();
        CallsClient calls = client(twilio).retry(patient).filter(curious(random, other)).build()) {
      Map<String, String> verdicts = new ConcurrentHashMap<>();
      Flux.range(0, 60)
          .map(Fixtures::number)
          .flatMap(
              to ->
                  calls
                      .create(TEMPLATE.to(to))
                      .map(call -> call.isTo(to) ? "PLACED" : "ANOTHER CALL")
                      .onErrorResume(CallsException.class, e -> Mono.just(e.outcome().toString()))
                      .doOnNext(verdict -> verdicts.put(to, verdict)),
              8)
          .blockLast(LONG);
      twilio.faults(Faults.none());
      twilio.advance(Duration.ofMinutes(10));

      verdicts.forEach(
          (to, verdict) -> {
            int rings = twilio.oracle().rings(to);
            switch (verdict) {
              case "PLACED" -> assertThat(rings).as(to).isEqualTo(1);
              case "UNKNOWN" -> assertThat(rings).as(to).isLessThanOrEqualTo(1);
              default -> assertThat(rings).as(to + " " + verdict).isZero();
            }
          });
      assertThat(verdicts).hasSize(60);
      List<String> plain = list(other);
      assertThat(plain).hasSize((int) twilio.oracle().totalRings());
      twilio.faults(faults());
      assertThat(list(calls)).isEqualTo(plain);
      assertThat(collected(calls)).isEqualTo(plain);
    }
  }

  private static Publisher<Void> streamed(
      String way, HttpServerResponse response, Flux<String> lines) {
    return switch (way) {
      case "send" ->
          response.send(
              lines.map(line -> Unpooled.copiedBuffer(line.getBytes(StandardCharsets.UTF_8))));
      case "sse" -> response.sse().sendString(lines);
      default -> response.sendString(lines);
    };
  }
}
