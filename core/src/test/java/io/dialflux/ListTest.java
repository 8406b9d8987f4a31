package io.dialflux;

import static io.dialflux.Fixtures.ACCOUNT;
import static io.dialflux.Fixtures.LONG;
import static io.dialflux.Fixtures.OTHER_ACCOUNT;
import static io.dialflux.Fixtures.all;
import static io.dialflux.Fixtures.client;
import static io.dialflux.Fixtures.failureOf;
import static io.dialflux.Fixtures.pageJson;
import static io.dialflux.Fixtures.sid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.call.PageToken;
import io.dialflux.error.ApiException;
import io.dialflux.error.CallsException;
import io.dialflux.error.ListingInterruptedException;
import io.dialflux.error.NoAnswerException;
import io.dialflux.error.UnreadableResponseException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** Listing over HTTP; every number of pages is what the server saw. */
class ListTest {
  private static final String CALLS = "/2010-04-01/Accounts/" + ACCOUNT + "/Calls.json";

  private final MockWebServer server = new MockWebServer();
  private CallsClient calls;

  @BeforeEach
  void start() throws IOException {
    server.start();
    calls = client(server.url("/").uri()).build();
  }

  @AfterEach
  void stop() {
    calls.close();
    server.close();
  }

  /** Ten pages of fifty calls, numbered from 0. */
  private void tenPagesOfFifty() {
    IntStream.range(0, 10).forEach(i -> page(pageJson(i * 50, 50, i == 9 ? null : link(i + 1))));
  }

  private static String link(int page) {
    return CALLS + "?PageSize=50&Page=" + page + "&PageToken=PA" + sid(page * 50 - 1);
  }

  private void page(String json) {
    server.enqueue(answer(200, json));
  }

  private static MockResponse answer(int status, String body) {
    return new MockResponse(status, Headers.EMPTY, body);
  }

  private String taken() throws InterruptedException {
    RecordedRequest request = server.takeRequest();
    return request.getMethod() + " " + request.getTarget();
  }

  /** Demands so many calls of a listing, in one request, and tells how many pages that fetched. */
  private int pagesAt(int demand) {
    tenPagesOfFifty();
    StepVerifier.FirstStep<Call> steps = StepVerifier.create(calls.list(CallFilter.all()), 0);
    StepVerifier.Step<Call> served =
        demand == 0
            ? steps.expectSubscription()
            : steps.thenRequest(demand).expectNextCount(demand);
    // time for a page too many to be asked for, before cancellation would hold it back
    served.expectNoEvent(Duration.ofMillis(100)).thenCancel().verify(LONG);
    return server.getRequestCount();
  }

  @Test
  void aDemandOf0FetchesNoPage() {
    assertThat(pagesAt(0)).isZero();
  }

  @Test
  void aDemandOf1FetchesOnePage() {
    assertThat(pagesAt(1)).isEqualTo(1);
  }

  @Test
  void aDemandOf50FetchesOnePage() {
    assertThat(pagesAt(50)).isEqualTo(1);
  }

  @Test
  void aDemandOf51FetchesTwoPages() {
    assertThat(pagesAt(51)).isEqualTo(2);
  }

  @Test
  void take50FetchesOnePage() {
    tenPagesOfFifty();
    assertThat(all(calls.list(CallFilter.all()).take(50))).hasSize(50);
    calls.closeGracefully().block(LONG);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  /** What is fetched in the end is fetched a page at a time, and no page ahead of its need. */
  @Test
  void aDemandOfOneAfterTheOtherFetchesAPageEveryFifty() {
    tenPagesOfFifty();
    StepVerifier.Step<Call> steps = StepVerifier.create(calls.list(CallFilter.all()), 0);
    for (int i = 0; i < 120; i++) {
      int pages = i / 50 + 1;
      steps =
          steps
              .thenRequest(1)
              .expectNextCount(1)
              .then(() -> assertThat(server.getRequestCount()).isEqualTo(pages));
    }
    steps.thenCancel().verify(LONG);
  }

  @Test
  void everyCallComesOnceAndInOrder() throws InterruptedException {
    tenPagesOfFifty();
    assertThat(all(calls.list(CallFilter.all()).map(Call::sid)))
        .isEqualTo(IntStream.range(0, 500).mapToObj(Fixtures::sid).toList());
    assertThat(taken()).isEqualTo("GET " + CALLS);
    assertThat(taken()).isEqualTo("GET " + link(1));
    assertThat(server.getRequestCount()).isEqualTo(10);
  }

  @Test
  void aSecondSubscriberStartsAtTheFirstPage() throws InterruptedException {
    page(pageJson(0, 2, null));
    page(pageJson(0, 2, null));
    Flux<Call> list = calls.list(CallFilter.all());
    assertThat(all(list)).hasSize(2);
    assertThat(all(list)).hasSize(2);
    assertThat(taken()).isEqualTo(taken());
  }

  @Test
  void pagesFetchesOneForEachRequested() {
    tenPagesOfFifty();
    StepVerifier.create(calls.pages(CallFilter.all()), 0)
        .thenRequest(1)
        .assertNext(page -> assertThat(page.calls()).hasSize(50))
        .then(() -> assertThat(server.getRequestCount()).isEqualTo(1))
        .thenRequest(2)
        .expectNextCount(2)
        .then(() -> assertThat(server.getRequestCount()).isEqualTo(3))
        .thenRequest(7)
        .expectNextCount(6)
        .assertNext(page -> assertThat(page.next()).isNull())
        .verifyComplete();
    assertThat(server.getRequestCount()).isEqualTo(10);
  }

  @Test
  void anEmptyPageIsNotTheEnd() {
    page(pageJson(0, 2, link(1)));
    page(pageJson(2, 0, link(2)));
    page(pageJson(2, 0, link(3)));
    page(pageJson(2, 2, null));
    assertThat(all(calls.list(CallFilter.all()).map(Call::sid)))
        .containsExactly(sid(0), sid(1), sid(2), sid(3));
  }

  @Test
  void anAccountWithoutCallsIsAnEmptyList() {
    page(pageJson(0, 0, null));
    assertThat(all(calls.list(CallFilter.all()))).isEmpty();
  }

  @Test
  void theFilterIsTheFirstPagesQuery() throws InterruptedException {
    page(pageJson(0, 1, null));
    all(calls.list(CallFilter.all().to("+15558675310").pageSize(1_000)));
    assertThat(taken()).isEqualTo("GET " + CALLS + "?To=%2B15558675310&PageSize=1000");
  }

  @Test
  void anotherClientGoesOnAtASavedToken() throws InterruptedException {
    tenPagesOfFifty();
    PageToken next = calls.pages(CallFilter.all()).take(3).blockLast(LONG).next();
    String saved = next.value();
    assertThat(saved).isEqualTo(link(3));

    try (CallsClient second = client(server.url("/").uri()).build()) {
      assertThat(second.list(PageToken.parse(saved)).blockFirst(LONG).sid()).isEqualTo(sid(150));
    }
    for (int i = 0; i < 3; i++) {
      server.takeRequest();
    }
    assertThat(taken()).isEqualTo("GET " + link(3));
  }

  @Test
  void theFirstPagesTokenCanBeSavedToo() throws InterruptedException {
    page(pageJson(0, 1, null));
    String saved = PageToken.first(CallFilter.all().from("+15552223333")).value();
    all(calls.list(PageToken.parse(saved)));
    assertThat(taken()).isEqualTo("GET " + CALLS + "?From=%2B15552223333");
  }

  @Test
  void twiliosOwnTokenGoesOnWithTheFilter() throws InterruptedException {
    page(pageJson(0, 1, null));
    all(calls.list(PageToken.of(CallFilter.all().pageSize(2), "PACA0123")));
    assertThat(taken()).isEqualTo("GET " + CALLS + "?PageSize=2&Page=1&PageToken=PACA0123");
  }

  @Tag("not-through-a-relay") // it knows the server by its own address
  @Test
  void anAbsoluteLinkOfTheSameOriginIsFollowed() throws InterruptedException {
    page(pageJson(0, 1, server.url("/2010-04-01/next?Page=1").toString()));
    page(pageJson(1, 1, null));
    assertThat(all(calls.list(CallFilter.all()))).hasSize(2);
    taken();
    assertThat(taken()).isEqualTo("GET /2010-04-01/next?Page=1");
  }

  @Test
  void aForeignLinkIsNotFollowed() throws IOException {
    try (MockWebServer evil = new MockWebServer()) {
      evil.start();
      for (String link : foreignLinks(evil)) {
        int before = server.getRequestCount();
        page(pageJson(0, 2, link));
        StepVerifier.create(calls.list(CallFilter.all()))
            .expectNextCount(2)
            .expectErrorSatisfies(
                e -> {
                  assertThat(e).as(link).isInstanceOf(ListingInterruptedException.class);
                  assertThat(isBadLink(e)).isTrue();
                  assertThat(e.toString()).doesNotContain("secret");
                })
            .verify(LONG);
        assertThat(server.getRequestCount()).as(link).isEqualTo(before + 1);
      }
      assertThat(evil.getRequestCount()).isZero();
    }
  }

  @Test
  void aForeignTokenIsRefusedAtOnce() throws IOException {
    try (MockWebServer evil = new MockWebServer()) {
      evil.start();
      for (String link : foreignLinks(evil)) {
        assertThatIllegalArgumentException()
            .as(link)
            .isThrownBy(() -> calls.list(PageToken.parse(link)))
            .withMessageContaining("token")
            .withMessageNotContaining("secret");
        assertThatIllegalArgumentException()
            .as(link)
            .isThrownBy(() -> calls.pages(PageToken.parse(link)));
      }
      assertThat(evil.getRequestCount()).isZero();
      assertThat(server.getRequestCount()).isZero();
    }
  }

  private List<String> foreignLinks(MockWebServer evil) {
    String own = server.getHostName() + ":" + server.getPort();
    String path = "/2010-04-01/Accounts/" + ACCOUNT + "/Calls.json?Page=1";
    return List.of(
        "https://evil.example.com" + path,
        "//evil.example.com" + path,
        "//" + own + "@evil.example.com" + path,
        "https://" + own + path,
        evil.url(path).toString(),
        "//" + evil.getHostName() + ":" + evil.getPort() + path,
        "http://user:secret@" + own + path,
        "http://" + own + ".evil.example.com" + path,
        "http:///2010-04-01/Calls.json");
  }

  @Test
  void aTokenOfAnotherAccountIsRefused() {
    PageToken token = PageToken.parse("/2010-04-01/Accounts/" + OTHER_ACCOUNT + "/Calls.json?P=1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> calls.list(token))
        .withMessage("token: it belongs to another account");
    page(pageJson(0, 1, null));
    assertThat(all(calls.account(OTHER_ACCOUNT).list(token))).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void repeatedLinksAreAnErrorAndNoLoop(int length) {
    server.setDispatcher(
        new Dispatcher() {
          @Override
          public MockResponse dispatch(RecordedRequest request) {
            String page = request.getUrl().queryParameter("Page");
            int next = page == null ? 1 : Integer.parseInt(page) % length + 1;
            return answer(200, pageJson(next, 1, link(next)));
          }
        });
    CallsException failure = failureOf(calls.list(CallFilter.all()));

    assertThat(failure).isInstanceOf(ListingInterruptedException.class);
    assertThat(isBadLink(failure)).isTrue();
    assertThat(failure).hasMessageContaining("repeats");
    assertThat(server.getRequestCount()).isLessThanOrEqualTo(3 * length + 4);
  }

  private static boolean isBadLink(Throwable failure) {
    return failure.getCause() instanceof UnreadableResponseException e && e.isBadLink();
  }

  @Test
  void aFailedPageSaysWhereToGoOn() {
    page(pageJson(0, 2, link(1)));
    server.enqueue(answer(404, Fixtures.error(404, 20404, "gone")));
    page(pageJson(2, 2, null));
    List<String> sids = new ArrayList<>();
    ListingInterruptedException failure =
        (ListingInterruptedException)
            failureOf(calls.list(CallFilter.all()).doOnNext(call -> sids.add(call.sid())));

    assertThat(failure).hasCauseExactlyInstanceOf(ApiException.class);
    assertThat(failure.resumeAt().value()).isEqualTo(link(1));
    assertThat(sids).containsExactly(sid(0), sid(1));
    assertThat(all(calls.list(failure.resumeAt()).map(Call::sid))).containsExactly(sid(2), sid(3));
  }

  @Test
  void aFailedFirstPageSaysWhereToGoOn() {
    server.enqueue(answer(401, Fixtures.error(401, 20003, "Authenticate")));
    ListingInterruptedException failure =
        (ListingInterruptedException) failureOf(calls.pages(CallFilter.all().pageSize(2)));
    assertThat(failure.resumeAt()).isEqualTo(PageToken.first(CallFilter.all().pageSize(2)));
    assertThat(failure.outcome()).isEqualTo(((CallsException) failure.getCause()).outcome());
  }

  @Test
  void aPagesRepetitionDoesNotRestartTheList() throws InterruptedException {
    page(pageJson(0, 2, link(1)));
    server.enqueue(answer(500, ""));
    server.enqueue(answer(200, "{\"calls\":[{"));
    page(pageJson(2, 2, link(2)));
    page(pageJson(4, 1, null));
    assertThat(all(calls.list(CallFilter.all()).map(Call::sid)))
        .isEqualTo(IntStream.range(0, 5).mapToObj(Fixtures::sid).toList());
    assertThat(List.of(taken(), taken(), taken(), taken(), taken()))
        .containsExactly(
            "GET " + CALLS, "GET " + link(1), "GET " + link(1), "GET " + link(1), "GET " + link(2));
  }

  @Test
  void cancellationReachesTheSocket() {
    try (RawServer silent = RawServer.answering(RawServer.silence());
        CallsClient waiting = client(silent.uri()).build()) {
      StepVerifier.create(waiting.list(CallFilter.all()))
          .then(() -> silent.awaitRequests(1))
          .thenCancel()
          .verify(LONG);
      silent.awaitHangUp();
      assertThat(silent.requests()).hasSize(1);
    }
  }

  @Test
  void aCutPageIsRepeatedAndThenInterrupts() {
    String page = pageJson(0, 2, null);
    try (RawServer cutting = RawServer.answering(RawServer.cut(200, page, page.length() + 9));
        CallsClient reading = client(cutting.uri()).build()) {
      CallsException failure = failureOf(reading.list(CallFilter.all()));
      assertThat(failure).hasCauseInstanceOf(NoAnswerException.class);
      assertThat(cutting.requests()).hasSize(4);
    }
  }

  /** Twilio sends {@code next_page_uri} always; an answer without it does not end a listing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"calls\":[]}",
        "{\"next_page_uri\":null}",
        "{\"calls\":[],\"next_page_uri\":5}",
        "{\"calls\":[],\"next_page_uri\":\"\"}",
        "{\"calls\":[1],\"next_page_uri\":null}",
        "{\"calls\":{},\"next_page_uri\":null}",
        "{\"calls\":[],\"next_page_uri\":null}{}",
        "[]",
        ""
      })
  void anAnswerThatIsNoPageInterrupts(String body) {
    try (RawServer odd = RawServer.answering(RawServer.http(200, body));
        CallsClient reading = client(odd.uri()).build()) {
      CallsException failure = failureOf(reading.pages(CallFilter.all()));
      assertThat(failure).hasCauseInstanceOf(UnreadableResponseException.class);
      assertThat(odd.requests()).hasSize(4);
    }
  }
}
