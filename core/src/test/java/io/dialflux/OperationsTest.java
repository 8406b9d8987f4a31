package io.dialflux;

import static io.dialflux.Fixtures.ACCOUNT;
import static io.dialflux.Fixtures.CALL;
import static io.dialflux.Fixtures.LONG;
import static io.dialflux.Fixtures.OTHER_ACCOUNT;
import static io.dialflux.Fixtures.TEMPLATE;
import static io.dialflux.Fixtures.all;
import static io.dialflux.Fixtures.callJson;
import static io.dialflux.Fixtures.pageJson;
import static io.dialflux.Fixtures.sid;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.call.UpdateCall;
import io.dialflux.error.NotSentException;
import io.dialflux.http.ExchangeFilter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
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
import reactor.core.publisher.Mono;

/** The five operations as the server sees them when all is well. */
class OperationsTest {
  private static final String FOLDER = "/2010-04-01/Accounts/" + ACCOUNT + "/Calls";
  private static final String KEY = "SK0123456789abcdef0123456789abcdef";

  private final MockWebServer server = new MockWebServer();
  private CallsClient calls;

  @BeforeEach
  void start() throws IOException {
    server.start();
    calls = client().build();
  }

  @AfterEach
  void stop() {
    calls.close();
    server.close();
  }

  private CallsClientBuilder client() {
    return Fixtures.client(server.url("/").uri());
  }

  private void enqueue(int status, String body) {
    server.enqueue(new MockResponse(status, Headers.EMPTY, body));
  }

  private RecordedRequest taken() throws InterruptedException {
    return server.takeRequest();
  }

  private static String body(RecordedRequest request) {
    return request.getBody() == null ? "" : request.getBody().utf8();
  }

  @Test
  void create() throws InterruptedException {
    enqueue(201, callJson(CALL));
    Call call = calls.create(TEMPLATE.to("+15558675310").tag("lead-17")).block(LONG);

    assertThat(call.sid()).isEqualTo(CALL);
    RecordedRequest request = taken();
    assertThat(request.getRequestLine()).isEqualTo("POST " + FOLDER + ".json HTTP/1.1");
    assertThat(body(request))
        .isEqualTo("From=%2B15552223333&Url=https%3A%2F%2Fexample.com%2Fanswer&To=%2B15558675310");
    assertThat(request.getHeaders().get("Content-Type"))
        .isEqualTo("application/x-www-form-urlencoded; charset=UTF-8");
    assertThat(request.getHeaders().get("Content-Length"))
        .isEqualTo(Long.toString(request.getBodySize()));
    assertThat(request.getHeaders().get("Transfer-Encoding")).isNull();
  }

  @Test
  void fetch() throws InterruptedException {
    enqueue(200, callJson(CALL));
    assertThat(calls.fetch(CALL).block(LONG).sid()).isEqualTo(CALL);
    RecordedRequest request = taken();
    assertThat(request.getRequestLine()).isEqualTo("GET " + FOLDER + "/" + CALL + ".json HTTP/1.1");
    assertThat(request.getBodySize()).isZero();
    assertThat(request.getHeaders().get("Content-Type")).isNull();
    assertThat(request.getHeaders().get("Transfer-Encoding")).isNull();
  }

  @Test
  void update() throws InterruptedException {
    enqueue(200, callJson(CALL));
    assertThat(calls.update(CALL, UpdateCall.hangUp()).block(LONG).sid()).isEqualTo(CALL);
    RecordedRequest request = taken();
    assertThat(request.getRequestLine())
        .isEqualTo("POST " + FOLDER + "/" + CALL + ".json HTTP/1.1");
    assertThat(body(request)).isEqualTo("Status=completed");
    assertThat(request.getHeaders().get("Content-Type"))
        .isEqualTo("application/x-www-form-urlencoded; charset=UTF-8");
  }

  @Test
  void delete() throws InterruptedException {
    server.enqueue(new MockResponse.Builder().code(204).build());
    assertThat(calls.delete(CALL).hasElement().block(LONG)).isFalse();
    RecordedRequest request = taken();
    assertThat(request.getRequestLine())
        .isEqualTo("DELETE " + FOLDER + "/" + CALL + ".json HTTP/1.1");
    assertThat(request.getBodySize()).isZero();
  }

  @Test
  void list() throws InterruptedException {
    enqueue(200, pageJson(0, 2, null));
    assertThat(all(calls.list(CallFilter.all()))).hasSize(2);
    RecordedRequest request = taken();
    assertThat(request.getRequestLine()).isEqualTo("GET " + FOLDER + ".json HTTP/1.1");
    assertThat(request.getBodySize()).isZero();
  }

  @Tag("not-through-a-relay") // it knows the server by its own address
  @Test
  void everyRequestSaysWhoAsks() throws InterruptedException {
    Mono<?> delete = calls.delete(CALL);
    for (Mono<?> operation :
        List.<Mono<?>>of(
            calls.create(Fixtures.call()),
            calls.fetch(CALL),
            calls.update(CALL, UpdateCall.cancel()),
            delete,
            calls.list(CallFilter.all()).then())) {
      String fine = callJson(CALL).replace("}", ",\"calls\":[],\"next_page_uri\":null}");
      enqueue(200, operation == delete ? "" : fine);
      operation.block(LONG);
      RecordedRequest request = taken();
      assertThat(request.getHeaders().values("User-Agent"))
          .singleElement()
          .asString()
          .startsWith("dialflux/")
          .doesNotContain("twilio");
      assertThat(request.getHeaders().values("Accept")).containsExactly("application/json");
      assertThat(request.getHeaders().values("Authorization"))
          .containsExactly("Basic " + base64(ACCOUNT + ":token"));
      assertThat(request.getHeaders().get("Host"))
          .isEqualTo(server.getHostName() + ":" + server.getPort());
    }
  }

  @Test
  void anApiKeySignsForTheAccount() throws InterruptedException {
    try (CallsClient keyed =
        client().credentials(Credentials.apiKey(ACCOUNT, KEY, "s:e c")).build()) {
      enqueue(200, callJson(CALL));
      keyed.fetch(CALL).block(LONG);
    }
    RecordedRequest request = taken();
    assertThat(request.getTarget()).isEqualTo(FOLDER + "/" + CALL + ".json");
    assertThat(request.getHeaders().get("Authorization"))
        .isEqualTo("Basic " + base64(KEY + ":s:e c"));
  }

  @Test
  void aViewWorksOnAnotherAccountWithTheSameCredentials() throws InterruptedException {
    enqueue(201, callJson(CALL));
    enqueue(200, pageJson(0, 1, null));
    CallsClient view = calls.account(OTHER_ACCOUNT);
    view.create(Fixtures.call()).block(LONG);
    all(view.retry(RetryPolicy.none()).list(CallFilter.all()));
    for (String method : List.of("POST ", "GET ")) {
      RecordedRequest request = taken();
      assertThat(request.getMethod() + " " + request.getTarget())
          .isEqualTo(method + "/2010-04-01/Accounts/" + OTHER_ACCOUNT + "/Calls.json");
      assertThat(request.getHeaders().get("Authorization"))
          .isEqualTo("Basic " + base64(ACCOUNT + ":token"));
    }
  }

  @Test
  void nothingIsSentBeforeSubscriptionAndEachSubscriptionSends() {
    enqueue(201, callJson(sid(1)));
    enqueue(201, callJson(sid(2)));
    Mono<Call> create = calls.create(Fixtures.call());
    assertThat(calls.fetch(CALL)).isNotNull();
    assertThat(calls.list(CallFilter.all())).isNotNull();
    assertThat(server.getRequestCount()).isZero();
    assertThat(create.block(LONG).sid()).isEqualTo(sid(1));
    assertThat(create.block(LONG).sid()).isEqualTo(sid(2));
    assertThat(server.getRequestCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "CA",
        "CA0123456789abcdef0123456789abcde",
        "CA0123456789abcdef0123456789abcdef0",
        "CA0123456789abcdef0123456789abcdeg",
        "ca0123456789abcdef0123456789abcdef",
        "AC0123456789abcdef0123456789abcdef",
        "../CA0123456789abcdef0123456789ab",
        "CA0123456789abcdef0123456789abcdef\n",
        "CA0123456789abcdef0123456789abc/..",
        "CA%0123456789abcdef0123456789abcde"
      })
  void whatIsNoSidNeverReachesThePath(String callSid) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> calls.fetch(callSid))
        .withMessageStartingWith("callSid");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> calls.update(callSid, UpdateCall.hangUp()))
        .withMessageStartingWith("callSid");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> calls.delete(callSid))
        .withMessageStartingWith("callSid");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> calls.account(callSid.replaceFirst("^AC", "XX")))
        .withMessageStartingWith("accountSid");
    assertThat(server.getRequestCount()).isZero();
  }

  @Test
  void aCompressedAnswerIsRead() throws IOException, InterruptedException {
    okio.Buffer zipped = new okio.Buffer();
    try (java.util.zip.GZIPOutputStream out =
        new java.util.zip.GZIPOutputStream(zipped.outputStream())) {
      out.write(callJson(CALL).getBytes(StandardCharsets.UTF_8));
    }
    server.enqueue(
        new MockResponse.Builder()
            .code(200)
            .addHeader("Content-Encoding", "gzip")
            .body(zipped)
            .build());
    assertThat(calls.fetch(CALL).block(LONG).sid()).isEqualTo(CALL);
    assertThat(taken().getHeaders().get("Accept-Encoding")).contains("gzip");

    try (CallsClient plain = client().compression(false).build()) {
      enqueue(200, callJson(CALL));
      plain.fetch(CALL).block(LONG);
    }
    assertThat(taken().getHeaders().get("Accept-Encoding")).isNull();
  }

  @Test
  void aChunkedAnswerIsRead() {
    server.enqueue(
        new MockResponse.Builder().code(200).chunkedBody(pageJson(0, 500, null), 7).build());
    assertThat(all(calls.list(CallFilter.all()))).hasSize(500);
  }

  @Test
  void aLastMomentAheadDoesNotHinder() {
    enqueue(201, callJson(CALL));
    calls.create(Fixtures.call().notAfter(Instant.now().plusSeconds(30))).block(LONG);
    assertThat(server.getRequestCount()).isEqualTo(1);
  }

  @Test
  void aClockThatIsSetBackDoesNotPutTheLastMomentOff() {
    SetClock clock = new SetClock();
    ExchangeFilter slow =
        (request, next) -> {
          clock.pass(Duration.ofSeconds(31));
          clock.set(Duration.ofHours(-1));
          return next.exchange(request);
        };
    try (CallsClient calls = client().scheduler(clock).filter(slow).build()) {
      Instant soon = Instant.now().plusSeconds(30);
      assertThat(Fixtures.failureOf(calls.create(Fixtures.call().notAfter(soon))))
          .isInstanceOfSatisfying(
              NotSentException.class,
              e -> assertThat(e.reason()).isEqualTo(NotSentException.Reason.NOT_AFTER));
    }
    assertThat(server.getRequestCount()).isZero();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
