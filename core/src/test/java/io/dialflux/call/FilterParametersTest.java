package io.dialflux.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.sun.net.httpserver.HttpServer;
import io.dialflux.CallsClient;
import io.dialflux.Credentials;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The filters of a listing as they stand in the query, and the tokens made of them. */
class FilterParametersTest {
  private static final String PARENT = "CA0123456789abcdef0123456789abcdef";
  private static final String ACCOUNT = "AC0123456789abcdef0123456789abcdef";
  private static final Instant INSTANT = Instant.parse("2026-11-22T08:30:05Z");
  private static final LocalDate DATE = LocalDate.of(2026, 11, 2);

  private static String query(CallFilter filter) {
    return PageToken.first(filter).value();
  }

  static Stream<Arguments> filters() {
    CallFilter all = CallFilter.all();
    return Stream.of(
        arguments("?", all),
        arguments("?To=%2B15558675310", all.to("+15558675310")),
        arguments("?To=sip%3Abob%40example.com", all.to("sip:bob@example.com")),
        arguments("?From=client%3Aanna", all.from("client:anna")),
        arguments("?ParentCallSid=" + PARENT, all.parentCall(PARENT)),
        arguments("?Status=in-progress", all.status(CallStatus.IN_PROGRESS)),
        arguments("?Status=brand-new", all.status(CallStatus.of("brand-new"))),
        arguments("?StartTime=2026-11-02", all.startedOn(DATE)),
        arguments("?StartTime%3E=2026-11-22T08%3A30%3A05Z", all.startedFrom(INSTANT)),
        arguments("?StartTime%3E=2026-11-02", all.startedFrom(DATE)),
        arguments("?StartTime%3C=2026-11-22T08%3A30%3A05Z", all.startedBefore(INSTANT)),
        arguments("?StartTime%3C=2026-11-02", all.startedBefore(DATE)),
        arguments("?EndTime=2026-11-02", all.endedOn(DATE)),
        arguments("?EndTime%3E=2026-11-22T08%3A30%3A05Z", all.endedFrom(INSTANT)),
        arguments("?EndTime%3E=2026-11-02", all.endedFrom(DATE)),
        arguments("?EndTime%3C=2026-11-22T08%3A30%3A05Z", all.endedBefore(INSTANT)),
        arguments("?EndTime%3C=2026-11-02", all.endedBefore(DATE)),
        arguments("?PageSize=1", all.pageSize(1)),
        arguments("?PageSize=1000", all.pageSize(1_000)),
        arguments("?PageSize=9", all.pageSize(7).pageSize(9)),
        arguments(
            "?StartTime%3E=2026-11-02&StartTime%3C=2026-11-22T08%3A30%3A05Z",
            all.startedFrom(DATE).startedBefore(INSTANT)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("filters")
  void standsInTheQueryAs(String expected, CallFilter filter) {
    assertThat(query(filter)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("filters")
  void reachesTheServerAs(String expected, CallFilter filter) throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().toString());
          byte[] page = "{\"calls\":[],\"next_page_uri\":null}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
    try (CallsClient calls =
        CallsClient.builder()
            .credentials(Credentials.authToken(ACCOUNT, "token"))
            .baseUrl(URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
            .build()) {
      calls.list(filter).then().block(Duration.ofSeconds(20));
    } finally {
      server.stop(0);
    }
    assertThat(asked)
        .containsExactly(
            "/2010-04-01/Accounts/"
                + ACCOUNT
                + "/Calls.json"
                + (expected.equals("?") ? "" : expected));
  }

  /** The table of the API; Page and PageToken are a token's business. */
  @Test
  void everyFilterOfTheApiIsThere() {
    Set<String> names =
        filters()
            .map(row -> Wire.pairs(((String) row.get()[0]).substring(1)))
            .flatMap(List::stream)
            .map(pair -> pair.replaceFirst("=.*", ""))
            .collect(Collectors.toSet());
    assertThat(names)
        .containsExactlyInAnyOrder(
            "To",
            "From",
            "ParentCallSid",
            "Status",
            "StartTime",
            "StartTime<",
            "StartTime>",
            "EndTime",
            "EndTime<",
            "EndTime>",
            "PageSize");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-22T08:00:00Z, 2026-11-22T08:00:00Z",
    "2026-11-22T08:00:00.000000001Z, 2026-11-22T08:00:01Z",
    "2026-11-22T08:00:00.5Z, 2026-11-22T08:00:01Z",
    "2026-12-31T23:59:59.999999999Z, 2027-01-01T00:00:00Z",
    "1969-12-31T23:59:59.5Z, 1970-01-01T00:00:00Z",
    "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z",
    "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z",
  })
  void aPartOfASecondIsRoundedUp(Instant given, String sent) {
    assertThat(Wire.pairs(query(CallFilter.all().startedFrom(given)).substring(1)))
        .containsExactly("StartTime>=" + sent);
    assertThat(Wire.pairs(query(CallFilter.all().endedBefore(given)).substring(1)))
        .containsExactly("EndTime<=" + sent);
  }

  @Test
  void aFilterIsLeftAsItWas() {
    CallFilter busy = CallFilter.all().status(CallStatus.BUSY);
    assertThat(busy.to("+15558675310")).isNotSameAs(busy);
    assertThat(query(busy)).isEqualTo("?Status=busy");
    assertThat(query(CallFilter.all())).isEqualTo("?");
  }

  static Stream<Arguments> badArguments() {
    CallFilter all = CallFilter.all();
    ThrowingCallable to = () -> all.to(" ");
    ThrowingCallable from = () -> all.from("");
    ThrowingCallable parent = () -> all.parentCall("secret");
    ThrowingCallable account = () -> all.parentCall("AC0123456789abcdef0123456789abcdef");
    ThrowingCallable status = () -> all.status(CallStatus.of(""));
    ThrowingCallable past = () -> all.startedFrom(Instant.MIN);
    ThrowingCallable future = () -> all.startedBefore(Instant.MAX);
    ThrowingCallable almost = () -> all.endedFrom(Instant.parse("9999-12-31T23:59:59.000000001Z"));
    ThrowingCallable ended = () -> all.endedBefore(Instant.parse("+10000-01-01T00:00:00Z"));
    ThrowingCallable farDate = () -> all.startedOn(LocalDate.MAX);
    ThrowingCallable oldDate = () -> all.endedBefore(LocalDate.of(-1, 12, 31));
    ThrowingCallable half = () -> all.to("\ud83d");
    ThrowingCallable none = () -> all.pageSize(0);
    ThrowingCallable many = () -> all.pageSize(1_001);
    return Stream.of(
        arguments("to", to),
        arguments("from", from),
        arguments("callSid", parent),
        arguments("callSid", account),
        arguments("status", status),
        arguments("instant", past),
        arguments("instant", future),
        arguments("instant", almost),
        arguments("instant", ended),
        arguments("date", farDate),
        arguments("date", oldDate),
        arguments("To", half),
        arguments("pageSize", none),
        arguments("pageSize", many));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badArguments")
  void aBadArgumentIsNamedAndNotRepeated(String parameter, ThrowingCallable use) {
    assertThatIllegalArgumentException()
        .isThrownBy(use)
        .withMessageStartingWith(parameter)
        .withMessageNotContaining("secret")
        .withMessageNotContaining("AC0123");
  }

  @Test
  void toStringShowsNamesAndNoValue() {
    assertThat(CallFilter.all().to("+15558675310").startedFrom(DATE))
        .hasToString("CallFilter[To, StartTime>]");
  }

  @Test
  void aTokenOfTwiliosKeepsTheFilter() {
    PageToken token = PageToken.of(CallFilter.all().to("+15558675310").pageSize(2), "PACA01");
    assertThat(token.value()).isEqualTo("?To=%2B15558675310&PageSize=2&Page=1&PageToken=PACA01");
    assertThat(token).hasToString("PageToken[…]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PageToken.of(CallFilter.all(), " "))
        .withMessageStartingWith("twilioToken");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "?",
        "?PageSize=2&Page=1",
        "/2010-04-01/Accounts/AC01/Calls.json?To=%2B15558675310",
        "https://api.twilio.com/2010-04-01/x",
        "http://127.0.0.1:8080/y?z"
      })
  void aTokenIsReadAsItWasSaved(String saved) {
    PageToken token = PageToken.parse(saved);
    assertThat(token.value()).isEqualTo(saved);
    assertThat(token).isEqualTo(PageToken.parse(saved)).hasSameHashCodeAs(PageToken.parse(saved));
    assertThat(token).isNotEqualTo(PageToken.parse("/other"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " ",
        "PACA0123",
        "secret",
        "ftp://secret/",
        "javascript:secret",
        "/a b?To=secret",
        "?To=%2secret",
        "/\\secret",
        "https://secret:port:1/^"
      })
  void whatIsNoTokenIsNotRepeated(String saved) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PageToken.parse(saved))
        .withMessageStartingWith("saved")
        .withMessageNotContaining("secret")
        .withNoCause();
  }
}
