package io.dialflux;

import static io.dialflux.Fixtures.LONG;
import static io.dialflux.Fixtures.all;
import static io.dialflux.Fixtures.client;
import static io.dialflux.Fixtures.failureOf;
import static io.dialflux.Fixtures.pageJson;
import static io.dialflux.Fixtures.sid;
import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.RawServer.Answer;
import io.dialflux.call.Call;
import io.dialflux.call.CallBytes;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallPage;
import io.dialflux.call.CollectedPage;
import io.dialflux.call.PageToken;
import io.dialflux.error.CallsException;
import io.dialflux.error.ListingInterruptedException;
import io.dialflux.error.NoAnswerException;
import io.dialflux.http.ApiResponse;
import io.dialflux.http.ExchangeFilter;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** Pages of whose calls only what a collector makes of them is kept. */
class CollectedPagesTest {
  private static final PageToken FIRST = PageToken.first(CallFilter.all());
  private static final String PAGE = pageJson(0, 4, null);
  private static final Collector<CallBytes, ?, String> SIDS =
      Collectors.mapping(CallBytes::sid, Collectors.joining(" "));

  private static Answer cutBefore(int call) {
    return RawServer.cut(200, PAGE.substring(0, PAGE.indexOf(sid(call))), PAGE.length());
  }

  private static String sids(int... numbers) {
    return Arrays.stream(numbers).mapToObj(Fixtures::sid).collect(Collectors.joining(" "));
  }

  @Test
  void eachIsWhatTheCollectorMakesOfItsCallsAndFetchedWhenItIsAskedFor() {
    String link = "/2010-04-01/Accounts/" + Fixtures.ACCOUNT + "/Calls.json?Page=1&PageToken=PA1";
    try (RawServer server =
            RawServer.answering(
                RawServer.http(200, pageJson(0, 2, link)),
                RawServer.http(200, pageJson(2, 0, link + "2")),
                RawServer.http(200, pageJson(2, 1, null)));
        CallsClient calls = client(server.uri()).build()) {
      StepVerifier.create(calls.pages(FIRST, SIDS), 0)
          .expectSubscription()
          .then(() -> assertThat(server.requests()).isEmpty())
          .thenRequest(1)
          .assertNext(
              page -> {
                assertThat(page.result()).isEqualTo(sids(0, 1));
                assertThat(page.next()).isEqualTo(PageToken.parse(link));
                assertThat(server.requests()).hasSize(1);
              })
          .thenRequest(2)
          .assertNext(page -> assertThat(page.result()).isEmpty())
          .assertNext(
              page -> {
                assertThat(page.result()).isEqualTo(sids(2));
                assertThat(page.next()).isNull();
              })
          .expectComplete()
          .verify(LONG);
    }
  }

  @Tag("not-through-a-relay") // the relay reads a page to its end first
  @Test
  void callsAreHandedOverBeforeThePageHasEnded() {
    Queue<String> seen = new ConcurrentLinkedQueue<>();
    Collector<CallBytes, ?, Long> looking =
        Collectors.mapping(CallBytes::sid, Collectors.filtering(seen::add, Collectors.counting()));
    String begun = PAGE.substring(0, PAGE.indexOf(sid(2)));
    try (RawServer server = RawServer.answering(RawServer.begun(200, begun, PAGE.length()));
        CallsClient calls = client(server.uri()).build()) {
      StepVerifier.create(calls.pages(FIRST, looking))
          .then(() -> Fixtures.await(() -> seen.size() == 2, "the page's first calls"))
          .thenCancel()
          .verify(LONG);
      server.awaitHangUp();
    }
  }

  @Test
  void aPageThatIsReadAgainIsCollectedAnew() {
    try (RawServer server =
            RawServer.answering(cutBefore(2), cutBefore(3), RawServer.http(200, PAGE));
        CallsClient calls = client(server.uri()).build()) {
      assertThat(all(calls.pages(FIRST, SIDS).map(CollectedPage::result)))
          .containsExactly(sids(0, 1, 2, 3));
      assertThat(server.requests()).hasSize(3);
    }
  }

  @Test
  void aPageThatCannotBeHadSaysWhereToGoOn() {
    try (RawServer server = RawServer.answering(cutBefore(2));
        CallsClient calls = client(server.uri()).retry(RetryPolicy.none()).build()) {
      CallsException failure = failureOf(calls.pages(FIRST, SIDS));
      assertThat(failure)
          .isInstanceOf(ListingInterruptedException.class)
          .hasCauseInstanceOf(NoAnswerException.class);
      assertThat(((ListingInterruptedException) failure).resumeAt()).isEqualTo(FIRST);
    }
  }

  @Test
  void whatTheCollectorThrowsEndsThePages() {
    Collector<CallBytes, ?, Long> broken =
        Collectors.filtering(
            call -> {
              throw new AssertionError("full");
            },
            Collectors.counting());
    try (RawServer server = RawServer.answering(RawServer.http(200, PAGE));
        CallsClient calls = client(server.uri()).build()) {
      StepVerifier.create(calls.pages(FIRST, broken)).expectErrorMessage("full").verify(LONG);
      assertThat(server.requests()).hasSize(1);
    }
  }

  /** A filter may send a read twice and take the answer that is there first. */
  @Tag("not-through-a-relay") // the relay reads a page to its end first
  @Test
  void triesThatOverlapHaveAContainerEach() {
    String begun = PAGE.substring(0, PAGE.indexOf(sid(2)));
    Sinks.Empty<Void> stuck = Sinks.empty();
    Collector<CallBytes, ?, String> sids =
        Collectors.mapping(
            call -> {
              if (call.sid().equals(sid(1))) {
                stuck.tryEmitEmpty();
              }
              return call.sid();
            },
            Collectors.joining(" "));
    ExchangeFilter hedging =
        (request, next) ->
            Mono.firstWithSignal(
                next.exchange(request), next.exchange(request).delaySubscription(stuck.asMono()));
    try (RawServer server =
            RawServer.answering(
                RawServer.begun(200, begun, PAGE.length()), RawServer.http(200, PAGE));
        CallsClient calls = client(server.uri()).filter(hedging).build()) {
      assertThat(all(calls.pages(FIRST, sids).map(CollectedPage::result)))
          .containsExactly(sids(0, 1, 2, 3));
      assertThat(server.requests()).hasSize(2);
    }
  }

  @Test
  void aPageThatAFilterAnswersIsCollectedToo() {
    CallPage page = CallPage.of(List.of(Call.parse(Fixtures.callJson(sid(7)))), null);
    ExchangeFilter answering =
        (request, next) -> Mono.just(new ApiResponse(200, name -> null, page));
    try (RawServer server = RawServer.answering(RawServer.silence());
        CallsClient calls = client(server.uri()).filter(answering).build()) {
      assertThat(all(calls.pages(FIRST, SIDS).map(CollectedPage::result))).containsExactly(sids(7));
      assertThat(server.connections()).isZero();
    }
  }

  /** Mocks need not know of collectors. */
  @Test
  void aClientThatOnlyHasPagesCollectsThem() {
    CallPage page = CallPage.of(List.of(Call.parse(Fixtures.callJson(sid(7)))), null);
    CallsClient mock =
        (CallsClient)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {CallsClient.class},
                (proxy, method, arguments) ->
                    method.isDefault()
                        ? InvocationHandler.invokeDefault(proxy, method, arguments)
                        : Flux.just(page));
    assertThat(all(mock.pages(FIRST, SIDS).map(CollectedPage::result))).containsExactly(sids(7));
  }
}
