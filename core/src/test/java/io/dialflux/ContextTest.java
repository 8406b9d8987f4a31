package io.dialflux;

import static io.dialflux.Fixtures.CALL;
import static io.dialflux.Fixtures.FAST;
import static io.dialflux.Fixtures.LONG;
import static io.dialflux.Fixtures.call;
import static io.dialflux.Fixtures.callJson;
import static io.dialflux.Fixtures.client;
import static io.dialflux.Fixtures.pageJson;
import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.RawServer.Answer;
import io.dialflux.call.CallFilter;
import io.dialflux.call.UpdateCall;
import io.dialflux.http.ExchangeFilter;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who writes into the Reactor context finds it in filters and in the hooks of each request. */
class ContextTest {
  /** An operation on a client; the requests it takes where the first is answered with 429. */
  private record Flow(Function<CallsClient, Publisher<?>> run, int operations, Answer... answers) {}

  static Stream<Arguments> flows() {
    Answer call = RawServer.http(200, callJson(CALL));
    Answer page = RawServer.http(200, pageJson(0, 2, "/2010-04-01/Accounts/x.json?Page=1"));
    Answer last = RawServer.http(200, pageJson(2, 2, null));
    return Stream.of(
        Arguments.of("create", new Flow(calls -> calls.create(call()), 1, call)),
        Arguments.of("fetch", new Flow(calls -> calls.fetch(CALL), 1, call)),
        Arguments.of("update", new Flow(calls -> calls.update(CALL, UpdateCall.hangUp()), 1, call)),
        Arguments.of("delete", new Flow(calls -> calls.delete(CALL), 1, RawServer.http(204, ""))),
        Arguments.of("list", new Flow(calls -> calls.list(CallFilter.all()), 2, page, last)),
        Arguments.of("pages", new Flow(calls -> calls.pages(CallFilter.all()), 2, page, last)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("flows")
  void theContextReachesFiltersAndHooks(String name, Flow flow) {
    List<String> filters = new CopyOnWriteArrayList<>();
    List<String> hooks = new CopyOnWriteArrayList<>();
    ExchangeFilter tracing =
        (request, next) ->
            Mono.deferContextual(
                context -> {
                  filters.add(context.getOrDefault("trace", "none"));
                  return next.exchange(request);
                });
    Answer[] answers =
        Stream.concat(Stream.of(RawServer.http(429, "")), Stream.of(flow.answers))
            .toArray(Answer[]::new);
    try (RawServer server = RawServer.answering(answers);
        CallsClient calls =
            client(server.uri())
                .retry(FAST)
                .filter(tracing)
                .httpClient(
                    http ->
                        http.doOnRequest(
                            (request, connection) ->
                                hooks.add(
                                    request.currentContextView().getOrDefault("trace", "none"))))
                .build()) {
      Flux.from(flow.run.apply(calls)).contextWrite(c -> c.put("trace", "t-1")).then().block(LONG);
    }
    assertThat(filters).hasSize(flow.operations).containsOnly("t-1");
    assertThat(hooks).hasSize(flow.operations + 1).containsOnly("t-1");
  }
}
