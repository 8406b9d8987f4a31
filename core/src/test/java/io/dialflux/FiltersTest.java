package io.dialflux;

import static io.dialflux.Fixtures.CALL;
import static io.dialflux.Fixtures.LONG;
import static io.dialflux.Fixtures.all;
import static io.dialflux.Fixtures.client;
import static io.dialflux.Fixtures.failureOf;
import static io.dialflux.Fixtures.pageJson;
import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallPage;
import io.dialflux.call.PageToken;
import io.dialflux.call.UpdateCall;
import io.dialflux.error.CallsException;
import io.dialflux.error.Outcome;
import io.dialflux.http.ApiRequest;
import io.dialflux.http.ApiResponse;
import io.dialflux.http.Effect;
import io.dialflux.http.ExchangeFilter;
import io.dialflux.http.Operation;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

/** The seam for behaviour of the user's own. */
class FiltersTest {
  /** What every operation takes for a success. */
  private static final RawServer.Answer FINE =
      (request, socket) -> {
        String body = "{\"sid\":\"" + CALL + "\",\"calls\":[],\"next_page_uri\":null}";
        boolean delete = request.method().equals("DELETE");
        RawServer.http(200, delete ? "" : body).to(request, socket);
      };

  private final List<String> seen = new CopyOnWriteArrayList<>();

  /** Notes what passes, there and back. */
  private ExchangeFilter noting(String name) {
    return (request, next) ->
        next.exchange(request.header("x-" + name, "1"))
            .doFirst(() -> seen.add(name + " " + request + " " + request.headers().keySet()))
            .doOnNext(response -> seen.add(name + " " + response))
            .doOnError(error -> seen.add(name + " " + error.getMessage()));
  }

  @ParameterizedTest
  @EnumSource
  void theFirstGivenIsOutermostAndSeesAnOperationOnceWhateverItTakes(Doing doing) {
    try (RawServer server =
            RawServer.answering(RawServer.http(429, ""), RawServer.http(429, ""), FINE);
        CallsClient calls = client(server.uri()).filter(noting("a")).filter(noting("b")).build()) {
      doing.on(calls).block(LONG);

      assertThat(server.requests())
          .hasSize(3)
          .allSatisfy(r -> assertThat(r.headers()).containsEntry("x-a", "1").containsKey("x-b"));
      String operation =
          switch (doing) {
            case CREATE, FETCH, DELETE -> doing.name().toLowerCase(Locale.ROOT);
            case HANG_UP, REDIRECT -> "update";
            case LIST, PAGES, LIST_REST -> "list";
          };
      assertThat(seen)
          .containsExactly(
              "a ApiRequest[" + operation + "] []",
              "b ApiRequest[" + operation + "] [x-a]",
              "b ApiResponse[200]",
              "a ApiResponse[200]");
    }
  }

  @Test
  void theFinalErrorComesBackThroughThem() {
    try (RawServer server =
            RawServer.answering(
                RawServer.http(429, ""), RawServer.http(429, ""), RawServer.http(500, ""));
        CallsClient calls = client(server.uri()).filter(noting("a")).filter(noting("b")).build()) {
      CallsException failure = failureOf(calls.create(Fixtures.call()));

      assertThat(server.requests()).hasSize(3);
      assertThat(seen.subList(2, seen.size()))
          .containsExactly("b " + failure.getMessage(), "a " + failure.getMessage());
    }
  }

  @Test
  void aFilterMayAnswerItself() {
    Call call = Call.parse(Fixtures.callJson(CALL));
    CallPage page = CallPage.of(List.of(call), null);
    ExchangeFilter answering =
        (request, next) ->
            Mono.just(
                new ApiResponse(
                    200,
                    name -> null,
                    switch (request.operation()) {
                      case CREATE, FETCH, UPDATE -> call;
                      case LIST -> page;
                      case EVENTS -> List.of();
                      case DELETE -> null;
                    }));
    try (RawServer server = RawServer.answering(RawServer.silence());
        CallsClient calls = client(server.uri()).filter(answering).build()) {
      assertThat(calls.create(Fixtures.call()).block(LONG)).isSameAs(call);
      assertThat(calls.fetch(CALL).block(LONG)).isSameAs(call);
      assertThat(calls.update(CALL, UpdateCall.hangUp()).block(LONG)).isSameAs(call);
      calls.delete(CALL).block(LONG);
      assertThat(all(calls.pages(CallFilter.all()))).containsExactly(page);
      assertThat(all(calls.list(CallFilter.all()))).containsExactly(call);
      assertThat(all(calls.events(CALL))).isEmpty();
      assertThat(server.connections()).isZero();
    }
  }

  /** What cannot be sent takes no connection from those that can. */
  @Test
  void aFiltersUnsendableRequestFailsAlone() {
    ExchangeFilter garbling =
        (request, next) ->
            next.exchange(
                request.operation() == Operation.FETCH
                    ? ApiRequest.of(Operation.FETCH, Effect.READ, "G ET", request.path())
                    : request);
    try (RawServer server = RawServer.answering(FINE);
        CallsClient calls =
            client(server.uri())
                .maxConnections(1)
                .retry(RetryPolicy.none())
                .filter(garbling)
                .build()) {
      for (int i = 0; i < 3; i++) {
        assertThat(failureOf(calls.fetch(CALL)).outcome()).isEqualTo(Outcome.NOT_SENT);
      }
      assertThat(all(calls.pages(CallFilter.all()))).hasSize(1);
      calls.closeGracefully().block(LONG);
    }
  }

  /** Pages that a filter has kept are followed as if they had come from Twilio. */
  @Test
  void aFilterMayAnswerEachPageItself() {
    ExchangeFilter kept =
        (request, next) -> {
          boolean first = !request.path().contains("Page=1");
          return Mono.just(
              new ApiResponse(
                  200,
                  name -> null,
                  CallPage.of(
                      List.of(Call.parse(Fixtures.callJson(Fixtures.sid(first ? 1 : 2)))),
                      first ? PageToken.parse("?Page=1") : null)));
        };
    try (RawServer server = RawServer.answering(RawServer.silence());
        CallsClient calls = client(server.uri()).filter(kept).build()) {
      assertThat(all(calls.list(CallFilter.all())))
          .extracting(Call::sid)
          .containsExactly(Fixtures.sid(1), Fixtures.sid(2));
      assertThat(server.connections()).isZero();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSubscribersContextReachesThemAndEveryTry(Doing doing) {
    ExchangeFilter tracing =
        (request, next) ->
            Mono.deferContextual(
                context -> next.exchange(request.header("x-trace", context.get("trace"))));
    try (RawServer server = RawServer.answering(RawServer.http(429, ""), FINE);
        CallsClient calls = client(server.uri()).filter(tracing).build()) {
      doing.on(calls).contextWrite(context -> context.put("trace", "17")).block(LONG);
      assertThat(server.requests())
          .hasSize(2)
          .allSatisfy(r -> assertThat(r.headers()).containsEntry("x-trace", "17"));
    }
  }

  @Test
  void everyPagePassesThem() {
    try (RawServer server =
            RawServer.answering(
                RawServer.http(200, pageJson(0, 1, "/2010-04-01/next")),
                RawServer.http(200, pageJson(1, 1, null)));
        CallsClient calls = client(server.uri()).filter(noting("a")).build()) {
      assertThat(calls.list(CallFilter.all()).count().block(LONG)).isEqualTo(2);
      assertThat(seen).filteredOn(s -> s.startsWith("a ApiRequest[list]")).hasSize(2);
    }
  }
}
