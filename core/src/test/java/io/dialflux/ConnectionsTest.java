package io.dialflux;

import static io.dialflux.Fixtures.CALL;
import static io.dialflux.Fixtures.LONG;
import static io.dialflux.Fixtures.TEMPLATE;
import static io.dialflux.Fixtures.callJson;
import static io.dialflux.Fixtures.client;
import static io.dialflux.Fixtures.number;
import static io.dialflux.Fixtures.pageJson;
import static io.dialflux.Fixtures.sid;
import static io.dialflux.Fixtures.sidIn;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.dialflux.RawServer.Answer;
import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallPage;
import io.dialflux.call.PageToken;
import io.dialflux.call.UpdateCall;
import io.dialflux.error.CallsException;
import io.dialflux.error.Outcome;
import io.dialflux.http.Effect;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Connections as the server counts them. */
@Tag("not-through-a-relay") // it counts connections
class ConnectionsTest {
  /** Twilio on a good day; a listing has as many pages as its page size says. */
  private static final Answer TWILIO =
      (request, socket) -> {
        Answer answer =
            switch (request.method()) {
              case "DELETE" -> RawServer.http(204, "");
              case "POST" -> RawServer.http(201, callJson(sidIn(request.path(), CALL)));
              default ->
                  request.path().contains("/Calls/")
                      ? RawServer.http(200, callJson(sidIn(request.path(), CALL)))
                      : RawServer.http(200, page(request.path()));
            };
        answer.to(request, socket);
      };

  private static final Answer TOKEN =
      RawServer.http(200, "{\"access_token\":\"t\",\"expires_in\":1}");

  private static String page(String path) {
    int number =
        path.contains("Page=") ? Integer.parseInt(path.replaceAll(".*[?&]Page=(\\d+).*", "$1")) : 0;
    String folder = path.replaceAll("\\?.*", "");
    return pageJson(number * 2, 2, number == 9 ? null : folder + "?Page=" + (number + 1));
  }

  /** The five operations by turns; every listing has 10 pages. */
  private static Mono<?> operation(CallsClient calls, int turn) {
    return switch (turn % 5) {
      case 0 -> calls.create(TEMPLATE.to(number(turn)));
      case 1 -> calls.fetch(CALL);
      case 2 -> calls.update(CALL, UpdateCall.hangUp());
      case 3 -> calls.delete(CALL).thenReturn(true);
      default -> calls.list(CallFilter.all()).count();
    };
  }

  @ParameterizedTest(name = "{0} connections")
  @ValueSource(ints = {1, 2, 3, 8})
  void everythingFinishesOnFewConnectionsAndTheyAreShared(int most) {
    try (RawServer server = RawServer.scripted(TWILIO);
        CallsClient calls = client(server.uri()).maxConnections(most).build()) {
      long done = Flux.range(0, 100).flatMap(i -> operation(calls, i), 100).count().block(LONG);

      assertThat(done).isEqualTo(100);
      assertThat(server.requests()).hasSize(4 * 20 + 20 * 10);
      assertThat(server.connections()).isLessThanOrEqualTo(most);
      assertThat(server.requests())
          .filteredOn(r -> r.method().equals("POST") && !r.path().contains("/Calls/"))
          .extracting(r -> r.form("To"))
          .doesNotHaveDuplicates()
          .hasSize(20);
    }
  }

  @Test
  void readsAndCreatesOneAfterTheOtherUseOneConnection() {
    try (RawServer server = RawServer.scripted(TWILIO);
        CallsClient calls = client(server.uri()).maxConnections(1).build();
        CallsClient view = calls.account(Fixtures.OTHER_ACCOUNT).retry(RetryPolicy.none())) {
      Flux.range(0, 10).concatMap(i -> operation(i < 5 ? calls : view, i)).blockLast(LONG);
      assertThat(server.connections()).isEqualTo(1);
      assertThat(server.requests()).extracting(RawServer.Request::connection).containsOnly(1);
    }
  }

  private static final String REST = "/2010-04-01/Accounts/" + Fixtures.ACCOUNT + "/Calls.json";

  private record Flow(String name, int requests, Function<CallsClient, Publisher<?>> run) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Flow flow(String name, int requests, Function<CallsClient, Publisher<?>> run) {
    return new Flow(name, requests, run);
  }

  static Stream<Flow> flows() {
    CallFilter all = CallFilter.all();
    PageToken eighth = PageToken.parse(REST + "?Page=7");
    UpdateCall redirect = UpdateCall.redirect(URI.create("https://example.com/next"));
    return Stream.of(
        flow("pages", 10, c -> c.pages(all)),
        flow("pages one by one", 10, c -> c.pages(all).limitRate(1)),
        flow("resumed pages", 3, c -> c.pages(eighth)),
        flow("resumed list", 3, c -> c.list(eighth)),
        flow("resumed within a page", 3, c -> c.list(eighth.after(sid(14)))),
        flow("redirect", 1, c -> c.update(CALL, redirect)),
        flow("list and fetch", 30, c -> c.list(all).flatMap(call -> c.fetch(call.sid()), 4)),
        flow(
            "list and hang up",
            30,
            c -> c.list(all).flatMap(call -> c.update(call.sid(), UpdateCall.hangUp()), 4)),
        flow(
            "list and redirect",
            30,
            c -> c.list(all).concatMap(call -> c.update(call.sid(), redirect))),
        flow("list and delete", 30, c -> c.list(all).flatMap(call -> c.delete(call.sid()), 4)),
        flow(
            "list and create",
            30,
            c -> c.list(all).index().flatMap(i -> c.create(TEMPLATE.to(number(1))), 4)),
        flow(
            "pages and delete",
            30,
            c ->
                c.pages(all)
                    .concatMapIterable(CallPage::calls)
                    .flatMap(call -> c.delete(call.sid()), 4)),
        flow(
            "two lists by turns",
            20,
            c -> c.list(all).zipWith(c.list(all)).doOnNext(both -> both.getT1().sid())));
  }

  /** Whatever waits for another request of its own does not hold what that one needs. */
  @ParameterizedTest
  @MethodSource("flows")
  void everyFlowFinishesOnOneConnection(Flow flow) {
    try (RawServer server = RawServer.scripted(TWILIO);
        CallsClient calls = client(server.uri()).maxConnections(1).build()) {
      Flux.from(flow.run.apply(calls)).then().block(LONG);
      assertThat(server.requests()).hasSize(flow.requests);
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @MethodSource("flows")
  void everyFlowFinishesOnOneConnectionWithTokensToo(Flow flow) {
    try (RawServer server =
            RawServer.scripted(
                (request, socket) -> {
                  boolean token = request.path().equals("/v2/token");
                  (token ? TOKEN : TWILIO).to(request, socket);
                });
        CallsClient calls =
            client(server.uri())
                .credentials(Credentials.oauth(Fixtures.ACCOUNT, "client", "secret"))
                .maxConnections(1)
                .build()) {
      Flux.from(flow.run.apply(calls)).then().block(LONG);
      assertThat(server.requests()).hasSizeGreaterThan(flow.requests); // each token ends at once
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  /** Many listings hang; a create does not wait for them. */
  @Test
  void readsCannotStarveCreates() {
    Answer slowReads =
        (request, socket) -> {
          if (request.method().equals("POST")) {
            TWILIO.to(request, socket);
          }
        };
    try (RawServer server = RawServer.scripted(slowReads);
        CallsClient calls = client(server.uri()).maxConnections(4).build()) {
      List<CompletableFuture<Call>> reads =
          IntStream.range(0, 50).mapToObj(i -> calls.fetch(CALL).toFuture()).toList();
      server.awaitRequests(2); // half of the connections

      long created =
          Flux.range(0, 20)
              .flatMap(i -> calls.create(TEMPLATE.to(number(i))), 20)
              .count()
              .block(LONG);

      assertThat(created).isEqualTo(20);
      assertThat(server.requests()).filteredOn(r -> r.method().equals("GET")).hasSize(2);
      assertThat(server.connections()).isLessThanOrEqualTo(4);
      assertThat(reads).noneMatch(CompletableFuture::isDone);
      reads.forEach(read -> read.cancel(true));
    }
  }

  /** Creates hang; one connection is left to the reads. */
  @Test
  void createsCannotStarveReads() {
    Answer slowCreates =
        (request, socket) -> {
          if (request.method().equals("GET")) {
            TWILIO.to(request, socket);
          }
        };
    try (RawServer server = RawServer.scripted(slowCreates);
        CallsClient calls = client(server.uri()).maxConnections(4).build()) {
      List<CompletableFuture<Call>> creates =
          IntStream.range(0, 50)
              .mapToObj(i -> calls.create(TEMPLATE.to(number(i))).toFuture())
              .toList();
      server.awaitRequests(3);

      assertThat(calls.list(CallFilter.all()).count().block(LONG)).isEqualTo(20);

      assertThat(server.requests()).filteredOn(r -> r.method().equals("POST")).hasSize(3);
      creates.forEach(create -> create.cancel(true));
    }
  }

  /** What failed, was cancelled or was not read gives its connection back. */
  @Test
  void noFailureKeepsAConnection() {
    AtomicInteger turn = new AtomicInteger();
    List<Answer> bad =
        List.of(
            RawServer.reset(),
            RawServer.hangUp(),
            RawServer.http(500, "<html>"),
            RawServer.cut(200, "{", 50),
            RawServer.http(302, "", "Location", "/"),
            RawServer.http(201, "nonsense"),
            RawServer.http(429, ""));
    Answer mixed =
        (request, socket) -> {
          Answer answer =
              request.body().contains(encoded(number(999_999)))
                  ? TWILIO
                  : bad.get(turn.getAndIncrement() % bad.size());
          answer.to(request, socket);
        };
    try (RawServer server = RawServer.scripted(mixed);
        CallsClient calls =
            client(server.uri()).maxConnections(2).retry(RetryPolicy.none()).build()) {
      Flux.range(0, 70)
          .flatMap(i -> calls.create(TEMPLATE.to(number(i))).onErrorComplete(), 8)
          .blockLast(LONG);
      assertThat(server.requests()).hasSize(70);
      assertThat(calls.create(TEMPLATE.to(number(999_999))).block(LONG).sid()).isEqualTo(CALL);
    }
  }

  static Stream<Arguments> staleConnections() {
    return Stream.of(Doing.values())
        .flatMap(doing -> Stream.of(arguments(doing, true), arguments(doing, false)));
  }

  /** The server ends idle connections; the next request meets that at every possible moment. */
  @ParameterizedTest(name = "{0} reset {1}")
  @MethodSource("staleConnections")
  void aStaleConnectionLosesNothingAndMakesNothingTwice(Doing doing, boolean reset) {
    Answer ending =
        (request, socket) -> {
          boolean page = request.path().contains("/Calls.json");
          String body = page && doing != Doing.CREATE ? pageJson(0, 1, null) : callJson(CALL);
          RawServer.http(200, doing == Doing.DELETE ? "" : body).to(request, socket);
          (reset ? RawServer.reset() : RawServer.hangUp()).to(request, socket);
        };
    AtomicInteger turn = new AtomicInteger();
    try (RawServer server = RawServer.scripted(ending);
        CallsClient calls =
            client(server.uri())
                .maxConnections(1)
                .filter((request, next) -> next.exchange(request.header("x-turn", "" + turn)))
                .build()) {
      Map<String, Outcome> failed = new HashMap<>();
      for (int i = 0; i < 50; i++) {
        turn.set(i);
        try {
          doing.on(calls).block(LONG);
        } catch (CallsException e) {
          failed.put("" + i, e.outcome());
        }
      }
      calls.closeGracefully().block(LONG);
      server.awaitNoConnections();
      Map<String, Long> seen =
          server.requests().stream()
              .collect(groupingBy(r -> r.headers().get("x-turn"), counting()));
      for (int i = 0; i < 50; i++) {
        Outcome outcome = failed.get("" + i);
        long requests = seen.getOrDefault("" + i, 0L);
        if (doing.effect == Effect.ONCE) {
          assertThat(requests)
              .isBetween(outcome == null ? 1L : 0, outcome == Outcome.NOT_SENT ? 0L : 1);
        } else {
          assertThat(outcome).isNull();
          assertThat(requests).isPositive();
        }
      }
    }
  }

  @Test
  void aCancelledCreateGivesItsPlaceBack() {
    Answer answer =
        (request, socket) -> {
          if (request.body().contains(encoded(number(1)))) {
            return; // silence
          }
          RawServer.http(201, callJson(sid(2))).to(request, socket);
        };
    try (RawServer server = RawServer.scripted(answer);
        CallsClient calls = client(server.uri()).maxConnections(1).build()) {
      CompletableFuture<Call> first = calls.create(TEMPLATE.to(number(1))).toFuture();
      server.awaitRequests(1);
      CompletableFuture<Call> second = calls.create(TEMPLATE.to(number(2))).toFuture();
      first.cancel(true);
      server.awaitHangUp();
      assertThat(second).succeedsWithin(LONG).extracting(Call::sid).isEqualTo(sid(2));
      assertThat(server.requests()).hasSize(2);
    }
  }

  private static String encoded(String number) {
    return number.replace("+", "%2B");
  }
}
