package io.dialflux;

import static io.dialflux.Fixtures.ACCOUNT;
import static io.dialflux.Fixtures.OTHER_ACCOUNT;
import static io.dialflux.Fixtures.all;
import static io.dialflux.Fixtures.callJson;
import static io.dialflux.Fixtures.client;
import static io.dialflux.Fixtures.failureOf;
import static io.dialflux.Fixtures.sid;
import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.RawServer.Answer;
import io.dialflux.call.Call;
import io.dialflux.call.CallBytes;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallPage;
import io.dialflux.call.CallStatus;
import io.dialflux.call.CollectedPage;
import io.dialflux.call.PageToken;
import io.dialflux.error.CallsException;
import io.dialflux.error.ListingInterruptedException;
import io.dialflux.error.Outcome;
import io.dialflux.error.UnreadableResponseException;
import io.dialflux.http.ExchangeFilter;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;

/** A page that names its own {@code uri} is compared with the request, as it was written. */
class PageOfAnotherTest {
  private static final String CALLS = "/2010-04-01/Accounts/" + ACCOUNT + "/Calls.json";
  private static final String RIGHT = CALLS + "?Page=0";
  private static final String OTHER = CALLS + "?Page=1&PageToken=PA" + sid(1);
  private static final Collector<CallBytes, ?, String> SIDS =
      Collectors.mapping(CallBytes::sid, Collectors.joining(" "));

  /** Where a page names itself. */
  enum Order {
    URI_FIRST,
    URI_LAST;

    /** Two calls, numbered from {@code first}. */
    String page(String uri, int first) {
      String own = "\"uri\":\"" + uri + "\"";
      String calls =
          "\"calls\":[" + callJson(sid(first)) + "," + callJson(sid(first + 1)) + "],\"page\":0";
      return "{"
          + (this == URI_FIRST ? own + "," + calls : calls + "," + own)
          + ",\"next_page_uri\":null}";
    }
  }

  /** Ways to read a listing, as the SIDs of its calls. */
  enum Reading {
    LIST {
      @Override
      Flux<String> of(CallsClient calls, PageToken token) {
        return calls.list(token).map(Call::sid);
      }
    },
    PAGES {
      @Override
      Flux<String> of(CallsClient calls, PageToken token) {
        return calls.pages(token).flatMapIterable(CallPage::calls).map(Call::sid);
      }
    },
    COLLECTED {
      @Override
      Flux<String> of(CallsClient calls, PageToken token) {
        return calls.pages(token, SIDS).flatMapIterable(page -> List.of(page.result().split(" ")));
      }
    };

    abstract Flux<String> of(CallsClient calls, PageToken token);
  }

  private static Answer page(Order order, String uri, int first) {
    return RawServer.http(200, order.page(uri, first));
  }

  private static String json(String text) {
    return text.replace("\\", "\\\\").replace("\"", "\\\"");
  }

  private static void isRight(String request, String uri) {
    for (Order order : Order.values()) {
      try (RawServer server = RawServer.answering(page(order, json(uri), 0));
          CallsClient calls = client(server.uri()).build()) {
        assertThat(all(calls.list(PageToken.parse(request)))).hasSize(2);
        assertThat(server.requests()).hasSize(1);
      }
    }
  }

  /** Ends with the parameter's name alone, whatever the order, after four requests. */
  private static void isAnothers(String field, String request, String uri) {
    for (Order order : Order.values()) {
      for (Reading reading : Reading.values()) {
        try (RawServer server = RawServer.answering(page(order, json(uri), 0));
            CallsClient calls = client(server.uri()).build()) {
          CallsException failure = failureOf(reading.of(calls, PageToken.parse(request)));

          assertThat(failure).isInstanceOf(ListingInterruptedException.class);
          assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
          assertThat(failure.getCause())
              .isExactlyInstanceOf(UnreadableResponseException.class)
              .hasMessage("list: the answer is another page's: " + field + " differs")
              .hasNoCause();
          assertThat(((ListingInterruptedException) failure).resumeAt())
              .isEqualTo(PageToken.parse(request));
          assertThat(server.requests()).hasSize(4);
        }
      }
    }
  }

  /** The request first, then what the page names itself; both below the folder of calls. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "?PageSize=2 | ?PageSize=50&Page=0",
        "?PageSize=2 | ''",
        "?To=%2B15558675310 | ''",
        "?To=%2B15558675310 | ?",
        "?To=%2B15558675310 | ?Page=0",
        "?To=%2B15558675310 | ?To=&Page=0",
        "?To=%2B15558675310 | ?Page=0&To=%2b15558675310#x",
        "?To=%2B15558675310 | ?To=+15558675310",
        "?To=%2B15558675310 | ?To=%2015558675310",
        "?To=%2B15558675310 | ?%54o=%2B%31%35558675310",
        "?To=+15558675310 | ?To=%2B15558675310",
        "?To=%2015558675310 | ?To=%2B15558675310",
        "?To=5558675310 | ?To=%2B15558675310",
        "?To=%2B1%20555%20867-5310 | ?To=%2B15558675310",
        "?To=%2B5215512345678 | ?To=%2B525512345678",
        "?From=%2B5491123456789 | ?From=%2B541123456789",
        "?From=%2B4402079460123 | ?From=%2B442079460123",
        "?From=%2B5511987654321 | ?From=%2B551187654321",
        "?To=client%3Aalice | ?To=client:alice",
        "?To=client%3Aalice+b | ?To=client:alice%20b",
        "?To=sip%3ABob%40Example.com | ?To=sip:Bob@example.com",
        "?To=client%3Aa%26b%3Dc | ?To=client%3Aa%26b%3Dc",
        "?Status=in-progress | ?Status=in-progress&From=%2B15552223333",
        "?Status=completed | ?Status=Completed",
        "?ParentCallSid=CA0123456789abcdef0123456789abcdef"
            + " | ?ParentCallSid=CA0123456789ABCDEF0123456789ABCDEF",
        "?StartTime%3E=2026-01-01 | ?StartTime>=2025-12-31T00:00:00Z&EndTime=2020-01-01",
        "?Page=3&PageToken=PACA01 | ?PageToken=PACA01&Page=4&PageSize=9",
        "?Page=3&PageToken=PACA01 | ?Page=3",
        "?Page=3&PageToken=PA%43A01 | ?PageToken=%50ACA01",
        "?PageSize=2 | ?PageToken=",
        "?PageSize=2 | ?PageToken",
        "?To=client%3A100%25 | ?To=client:100%",
        "?To=client%3A%25zz | ?To=client:%zz",
        "?PageSize=2 | ?%&%2&%zz=%&=&==&&",
        "?To=%2B15558675310&To=%2B15552223333 | ?To=%2B15552223333"
      })
  void thePageMayNameItselfSo(String request, String uri) {
    isRight(request, CALLS + uri);
    isRight(request, "https://api.ashburn.us1.twilio.com" + CALLS + uri);
    isRight(request, "/x" + CALLS.replace("2010-04-01", "v1") + uri);
    isRight(request, "/2010-04-01//accounts/%41" + ACCOUNT.substring(1) + "/./calls" + uri);
    isRight(request, uri);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PageToken | ?PageSize=2 | ?PageSize=2&Page=1&PageToken=PACA01",
        "PageToken | ?PageSize=2 | ?Page%54oken=PACA01",
        "PageToken | ?PageToken=PACA01 | ?PageToken=PACA02",
        "PageToken | ?PageToken=PACA01 | ?PageToken=PACA01&PageToken=PACA02",
        "To | ?To=%2B15558675310 | ?To=%2B15558675311",
        "To | ?To=%2B15558675310 | ?To=+15558675311",
        "To | ?To=+15558675310 | ?To=%2015558675311",
        "To | ?To=%2B15558675310 | ?%54%6F=%2B15558675311",
        "To | ?To=%2B15558675310 | ?To=client:alice",
        "To | ?To=client:alice | ?To=client:bob",
        "To | ?To=client:alice | ?To=client%3Abob",
        "To | ?To=%2B5215512345678 | ?To=%2B525512345679",
        "To | ?To=5558675310 | ?To=%2B15558675311",
        "To | ?To=sip:15558675310@a.example | ?To=sip:15558675310@b.example",
        "From | ?To=client:a&From=%2B15552223333 | ?To=client:a&From=%2B15552223334",
        "Status | ?Status=completed | ?Status=busy",
        "ParentCallSid | ?ParentCallSid=CA00000000000000000000000000000001"
            + " | ?ParentCallSid=CA00000000000000000000000000000002"
      })
  void aPageThatNamesAnotherRequestIsReadAgain(String field, String request, String uri) {
    isAnothers(field, request, CALLS + uri);
    isAnothers(field, request, "https://api.twilio.com/x" + uri);
  }

  @Test
  void anotherAccountsPageIsReadAgain() {
    String other = CALLS.replace(ACCOUNT, OTHER_ACCOUNT);
    isAnothers("account", "?PageSize=2", other + "?PageSize=2");
    isAnothers("account", "?PageSize=2", other);
    isAnothers("account", "?PageSize=2", other.replace("/AC", "//./%41C") + "?PageSize=2");
    isAnothers("account", "?PageSize=2", other.replace("/Accounts", "/acc%6funts"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"null", "7", "{\"uri\":\"x\"}", "[\"?PageToken=PACA01\"]", "\"\"", "true"})
  void aPageThatDoesNotNameItselfIsRight(String uri) {
    String page = Order.URI_LAST.page("x", 0).replace("\"x\"", uri);
    try (RawServer server = RawServer.answering(RawServer.http(200, page));
        CallsClient calls = client(server.uri()).build()) {
      assertThat(all(calls.list(CallFilter.all().to("+15558675310")))).hasSize(2);
      assertThat(server.requests()).hasSize(1);
    }
  }

  /** A call has a uri too, which is not the page's. */
  @Test
  void aCallsOwnUriIsNotThePages() {
    String page =
        Order.URI_LAST.page(RIGHT, 0).replace("\"queued\"", "\"queued\",\"uri\":\"" + OTHER + "\"");
    try (RawServer server = RawServer.answering(RawServer.http(200, page));
        CallsClient calls = client(server.uri()).build()) {
      assertThat(all(calls.list(CallFilter.all()))).hasSize(2);
    }
  }

  @Test
  void everyFilterOfTheClientMatchesItsEcho() {
    CallFilter filter =
        CallFilter.all()
            .to("+15558675310")
            .from("client:J\u00fcrgen & Co+")
            .status(CallStatus.IN_PROGRESS)
            .parentCall(sid(3))
            .startedFrom(LocalDate.of(2026, 1, 1))
            .endedBefore(LocalDate.of(2026, 2, 1))
            .pageSize(2);
    Answer echo = (request, socket) -> page(Order.URI_FIRST, request.path(), 0).to(request, socket);
    try (RawServer server = RawServer.scripted(echo);
        CallsClient calls = client(server.uri()).build()) {
      assertThat(all(calls.list(filter))).hasSize(2);
      assertThat(all(calls.list(PageToken.of(filter, "PACA01")))).hasSize(2);
      assertThat(server.requests()).hasSize(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void theRightPageIsReadInstead(Reading reading) {
    for (Order order : Order.values()) {
      try (RawServer server = RawServer.answering(page(order, OTHER, 4), page(order, RIGHT, 0));
          CallsClient calls = client(server.uri()).build()) {
        assertThat(all(reading.of(calls, PageToken.first(CallFilter.all()))))
            .containsExactly(sid(0), sid(1));
        assertThat(server.requests()).hasSize(2);
      }
    }
  }

  /** Sends a page's first call and, once that was read, the rest. */
  private static Answer inTwo(String page, List<String> read) {
    return (request, socket) -> {
      byte[] body = page.getBytes(StandardCharsets.UTF_8);
      int half = page.indexOf("},{") + 2;
      OutputStream out = socket.getOutputStream();
      String head = "HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n";
      out.write(head.getBytes(StandardCharsets.UTF_8));
      out.write(body, 0, half);
      out.flush();
      Fixtures.await(() -> !read.isEmpty(), "the page's first call");
      out.write(body, half, body.length - half);
      out.flush();
    };
  }

  @Test
  void whereCallsWereHandedOnTheListEndsAndNamesThePagesStart() {
    List<String> read = java.util.Collections.synchronizedList(new ArrayList<>());
    Answer other = inTwo(Order.URI_LAST.page(OTHER, 4), read);
    try (RawServer server = RawServer.answering(other, page(Order.URI_LAST, RIGHT, 0));
        CallsClient calls = client(server.uri()).build()) {
      PageToken start = PageToken.first(CallFilter.all());
      CallsException failure = failureOf(calls.list(start).doOnNext(call -> read.add(call.sid())));

      assertThat(read).startsWith(sid(4));
      assertThat(server.requests()).hasSize(1);
      assertThat(failure)
          .isInstanceOf(ListingInterruptedException.class)
          .hasMessage(
              "list stopped at a page: list: the answer is another page's: PageToken differs")
          .hasCauseExactlyInstanceOf(UnreadableResponseException.class);
      PageToken resumeAt = ((ListingInterruptedException) failure).resumeAt();
      assertThat(resumeAt).isEqualTo(start);
      assertThat(all(calls.list(resumeAt).map(Call::sid))).containsExactly(sid(0), sid(1));
    }
  }

  /** The rest of a page was asked for, and that is what is to be asked for again. */
  @Test
  void whereTheRestOfAPageWasAnothersTheRestIsToBeReadAgain() {
    List<String> read = java.util.Collections.synchronizedList(new ArrayList<>());
    PageToken rest = PageToken.first(CallFilter.all()).after(sid(0));
    Answer other = inTwo(Order.URI_LAST.page(OTHER, 0).replace(sid(1), sid(5)), read);
    read.add("at once");
    try (RawServer server = RawServer.answering(other);
        CallsClient calls = client(server.uri()).retry(RetryPolicy.none()).build()) {
      CallsException failure = failureOf(calls.list(rest));
      assertThat(((ListingInterruptedException) failure).resumeAt()).isEqualTo(rest);
    }
  }

  /** A filter that repeats by itself does not get the right page behind calls of another. */
  @Test
  void noTryFollowsCallsOfAnotherPage() {
    List<String> read = java.util.Collections.synchronizedList(new ArrayList<>());
    ExchangeFilter repeating = (request, next) -> next.exchange(request).retry(2);
    Answer other = inTwo(Order.URI_LAST.page(OTHER, 4), read);
    try (RawServer server = RawServer.answering(other, page(Order.URI_LAST, RIGHT, 0));
        CallsClient calls = client(server.uri()).filter(repeating).build()) {
      CallsException failure =
          failureOf(calls.list(CallFilter.all()).doOnNext(call -> read.add(call.sid())));
      assertThat(failure).isInstanceOf(ListingInterruptedException.class);
      assertThat(read).doesNotContain(sid(0), sid(1));
    }
  }

  @Test
  void wherePagesAreCollectedTheyAreReadAgainThoughTheirCallsWereSeen() {
    List<String> read = java.util.Collections.synchronizedList(new ArrayList<>());
    Collector<CallBytes, ?, String> seeing =
        Collectors.mapping(
            call -> {
              read.add(call.sid());
              return call.sid();
            },
            Collectors.joining(" "));
    Answer other = inTwo(Order.URI_LAST.page(OTHER, 4), read);
    try (RawServer server = RawServer.answering(other, page(Order.URI_LAST, RIGHT, 0));
        CallsClient calls = client(server.uri()).build()) {
      assertThat(
              all(
                  calls
                      .pages(PageToken.first(CallFilter.all()), seeing)
                      .map(CollectedPage::result)))
          .containsExactly(sid(0) + " " + sid(1));
      assertThat(server.requests()).hasSize(2);
    }
  }
}
