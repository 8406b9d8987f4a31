package io.dialflux;

import static io.dialflux.Fixtures.FAST;
import static io.dialflux.Fixtures.LONG;
import static io.dialflux.Fixtures.TEMPLATE;
import static io.dialflux.Fixtures.callJson;
import static io.dialflux.Fixtures.client;
import static io.dialflux.Fixtures.error;
import static io.dialflux.Fixtures.failureOf;
import static io.dialflux.Fixtures.number;
import static io.dialflux.Fixtures.pageJson;
import static io.dialflux.Fixtures.sid;
import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.RawServer.Answer;
import io.dialflux.RawServer.Door;
import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.call.UpdateCall;
import io.dialflux.error.CallsException;
import io.dialflux.error.NoAnswerException;
import io.dialflux.error.Outcome;
import io.dialflux.error.UnreadableResponseException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** What HTTP allows a server to answer, and what it does not allow and servers do all the same. */
@Tag("not-through-a-relay") // it is the server that misbehaves, byte by byte
class WireAnswersTest {
  private static final String HINTS = "HTTP/1.1 103 Early Hints\r\nLink: </a>; rel=preload\r\n\r\n";
  private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";
  private static final String PROCESSING = "HTTP/1.1 102\r\n\r\n";

  /** What is written in one go each; between two of them the client has time to read. */
  private static void write(Socket socket, Object... parts) throws IOException {
    OutputStream out = socket.getOutputStream();
    for (Object part : parts) {
      if (part instanceof Duration pause) {
        try {
          Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      } else {
        out.write(part instanceof byte[] bytes ? bytes : utf8((String) part));
        out.flush();
      }
    }
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String http(int status, String body, String... headers) {
    return "HTTP/1.1 "
        + status
        + " OK\r\nContent-Length: "
        + utf8(body).length
        + "\r\n"
        + String.join("", Arrays.stream(headers).map(h -> h + "\r\n").toList())
        + "\r\n"
        + body;
  }

  /** Answers each create with a call of its own, to whom it was asked for. */
  private static String placed(RawServer.Request request) {
    String to = request.form("To");
    String sid = sid(Integer.parseInt(to.substring(5)));
    return "{\"sid\":\"" + sid + "\",\"status\":\"queued\",\"to\":\"" + to + "\"}";
  }

  private static String sidOf(int callee) {
    return sid(Integer.parseInt(number(callee).substring(5)));
  }

  static List<List<Object>> interims() {
    Duration pause = Duration.ofMillis(20);
    return List.of(
        List.of(HINTS),
        List.of(HINTS, pause),
        List.of(CONTINUE + HINTS + PROCESSING),
        List.of(CONTINUE, pause, HINTS, pause, HINTS, pause),
        List.of(HINTS.repeat(500)),
        List.of("HTTP/1.1 199 Odd\r\nContent-Type: text/plain\r\n\r\n", pause, "\r\n"));
  }

  @ParameterizedTest
  @MethodSource("interims")
  void interimAnswersAreSkipped(List<Object> interim) {
    Answer answer =
        (request, socket) -> {
          Object last = interim.get(interim.size() - 1);
          String whole =
              switch (request.method()) {
                case "DELETE" -> "HTTP/1.1 204 No Content\r\n\r\n";
                case "GET" ->
                    http(
                        200,
                        request.path().contains("Calls.json")
                            ? pageJson(1, 3, null)
                            : callJson(sid(6)));
                default ->
                    http(201, request.body().contains("To=") ? placed(request) : callJson(sid(7)));
              };
          write(socket, interim.subList(0, interim.size() - 1).toArray());
          if (last instanceof String text) {
            write(socket, text + whole); // in one packet
          } else {
            write(socket, last, whole);
          }
        };
    try (RawServer server = RawServer.scripted(answer);
        CallsClient calls = client(server.uri()).maxConnections(1).build()) {
      for (int i = 0; i < 3; i++) {
        assertThat(calls.create(TEMPLATE.to(number(i))).block(LONG).sid()).isEqualTo(sidOf(i));
      }
      assertThat(calls.fetch(sid(6)).block(LONG).sid()).isEqualTo(sid(6));
      assertThat(calls.update(sid(7), UpdateCall.hangUp()).block(LONG).sid()).isEqualTo(sid(7));
      calls.delete(sid(8)).block(LONG);
      assertThat(calls.list(CallFilter.all()).map(Call::sid).collectList().block(LONG))
          .containsExactly(sid(1), sid(2), sid(3));
      assertThat(server.connections()).isEqualTo(1);
      assertThat(server.requests()).hasSize(7);
    }
  }

  @Test
  void interimAnswersWithoutEndEndWithTheTimeOut() {
    Answer endless =
        (request, socket) -> {
          while (true) {
            write(socket, HINTS, Duration.ofMillis(10));
          }
        };
    try (RawServer server = RawServer.scripted(endless);
        CallsClient calls = client(server.uri()).responseTimeout(Duration.ofMillis(300)).build()) {
      assertUnknown(failureOf(calls.create(TEMPLATE.to(number(1)))), NoAnswerException.class);
    }
  }

  @Test
  void switchingProtocolsIsAnErrorAndClosesTheConnection() {
    Answer switching =
        (request, socket) ->
            write(socket, "HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\nConnection: upgrade\r\n\r\n");
    try (RawServer server = RawServer.scripted(switching);
        CallsClient calls = client(server.uri()).build()) {
      CallsException failure = failureOf(calls.create(TEMPLATE.to(number(1))));

      assertUnknown(failure, UnreadableResponseException.class);
      assertThat(((UnreadableResponseException) failure).status()).isEqualTo(101);
      server.awaitNoConnections();
    }
  }

  static List<List<Object>> surplus() {
    String stranger = http(201, "{\"sid\":\"" + sid(999) + "\",\"to\":\"" + number(999) + "\"}");
    Duration pause = Duration.ofMillis(30);
    return List.of(
        List.of(stranger),
        List.of(http(429, error(429, 20429, "Too many requests"))),
        List.of(http(400, error(400, 21211, "Invalid To"))),
        List.of("HTT"),
        List.of("{}"),
        List.of("\r\n\r\n"),
        List.of(pause, stranger),
        List.of(pause, "x"),
        List.of(pause, http(429, error(429, 20429, "Too many requests"))));
  }

  /** The next request is sent on another connection, and its phone rings once. */
  @ParameterizedTest
  @MethodSource("surplus")
  void nothingIsReadBehindAnAnswer(List<Object> surplus) {
    Answer answer =
        (request, socket) -> {
          String first = http(201, placed(request));
          if (surplus.get(0) instanceof String text) {
            write(socket, first + text);
          } else {
            write(socket, first);
            write(socket, surplus.toArray());
          }
        };
    try (RawServer server = RawServer.scripted(answer);
        CallsClient calls = client(server.uri()).maxConnections(1).build()) {
      for (int i = 0; i < 4; i++) {
        assertThat(calls.create(TEMPLATE.to(number(i))).block(LONG).sid()).isEqualTo(sidOf(i));
        server.awaitNoConnections();
      }
      assertThat(server.requests()).hasSize(4);
      assertThat(server.connections()).isEqualTo(4);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n{}",
        "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
      })
  void aBodyWhereNoneMayBeIsNotTheNextAnswer(String deleted) {
    Answer answer =
        (request, socket) ->
            write(socket, request.method().equals("DELETE") ? deleted : http(201, placed(request)));
    try (RawServer server = RawServer.scripted(answer);
        CallsClient calls = client(server.uri()).maxConnections(1).build()) {
      calls.delete(sid(3)).block(LONG);
      assertThat(calls.create(TEMPLATE.to(number(1))).block(LONG).sid()).isEqualTo(sidOf(1));
      assertThat(server.requests()).hasSize(2);
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void aBodyOfTinyPiecesIsRead() {
    String filler = "\"x\":\"" + "y".repeat(20_000) + "\"";
    Answer answer =
        (request, socket) -> {
          ByteArrayOutputStream chunks = new ByteArrayOutputStream();
          String body = placed(request).replace("{", "{" + filler + ",");
          for (byte b : utf8(body)) {
            chunks.writeBytes(new byte[] {'1', '\r', '\n', b, '\r', '\n'});
          }
          chunks.writeBytes(utf8("0\r\n\r\n"));
          write(socket, "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n");
          write(socket, chunks.toByteArray());
        };
    try (RawServer server = RawServer.scripted(answer);
        CallsClient calls = client(server.uri()).build()) {
      assertThat(calls.create(TEMPLATE.to(number(1))).block(LONG).sid()).isEqualTo(sidOf(1));
    }
  }

  /** However steadily its bytes come, an answer has a time-out as a whole. */
  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.1 201 Created\r\nX: ", "HTTP/1.1 201 Created\r\n\r\n{\"x\":\""})
  void aDrippingAnswerHoldsNothing(String beginning) {
    Answer dripping =
        (request, socket) -> {
          write(socket, beginning);
          while (true) {
            write(socket, "x", Duration.ofMillis(20));
          }
        };
    try (RawServer server = RawServer.scripted(dripping);
        CallsClient calls =
            client(server.uri())
                .maxConnections(1)
                .responseTimeout(Duration.ofMillis(300))
                .build()) {
      assertUnknown(failureOf(calls.create(TEMPLATE.to(number(1)))), NoAnswerException.class);
      server.awaitNoConnections();
    }
  }

  private static void assertUnknown(CallsException failure, Class<?> type) {
    assertThat(failure).isInstanceOf(type);
    assertThat(failure.outcome()).isEqualTo(Outcome.UNKNOWN);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(utf8(text));
    }
    return bytes.toByteArray();
  }

  private static void encoded(Socket socket, byte[] body) throws IOException {
    write(
        socket,
        "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + body.length + "\r\n\r\n",
        body);
  }

  @Test
  void gzipMayHaveSeveralMembers() {
    String page = pageJson(1, 40, null);
    Answer members =
        (request, socket) -> {
          ByteArrayOutputStream body = new ByteArrayOutputStream();
          for (int at = 0; at < page.length(); at += 500) {
            body.writeBytes(gzip(page.substring(at, Math.min(page.length(), at + 500))));
          }
          encoded(socket, body.toByteArray());
        };
    try (RawServer server = RawServer.scripted(members);
        CallsClient calls = client(server.uri()).build()) {
      List<String> sids = IntStream.rangeClosed(1, 40).mapToObj(Fixtures::sid).toList();
      assertThat(calls.list(CallFilter.all()).map(Call::sid).collectList().block(LONG))
          .isEqualTo(sids);
      assertThat(server.requests().get(0).headers()).containsEntry("accept-encoding", "gzip");
    }
  }

  /** What is cut or garbled is read again over another connection, at once. */
  @ParameterizedTest
  @ValueSource(strings = {"cut", "garbled", "checksum", "no gzip", "surplus"})
  void whatIsNoWholeGzipIsNoAnswer(String damage) {
    Answer answer =
        (request, socket) -> {
          byte[] body = gzip(callJson(sid(5)));
          if (request.connection() == 1) {
            switch (damage) {
              case "cut" -> body = Arrays.copyOf(body, body.length - 1);
              case "garbled" -> Arrays.fill(body, 12, 30, (byte) 0xFF);
              case "checksum" -> body[body.length - 6] ^= 1;
              case "surplus" -> body = Arrays.copyOf(body, body.length + 3);
              default -> body = utf8("no gzip");
            }
          }
          encoded(socket, body);
        };
    try (RawServer server = RawServer.scripted(answer);
        CallsClient calls =
            client(server.uri()).maxConnections(1).acquireTimeout(Duration.ofSeconds(15)).build()) {
      assertThat(calls.fetch(sid(5)).block(LONG).sid()).isEqualTo(sid(5));
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void aBombIsNotUnpacked() throws IOException {
    byte[] bomb = gzip("{\"x\":\"" + "x".repeat(50_000_000) + "\"}");
    try (RawServer server = RawServer.scripted((request, socket) -> encoded(socket, bomb));
        CallsClient calls = client(server.uri()).build()) {
      assertUnknown(
          failureOf(calls.create(TEMPLATE.to(number(1)))), UnreadableResponseException.class);
    }
  }

  /** However a header is written (RFC 9112, 5), what it says is the same. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Proxy:\r\n folded\r\nContent-Length: #\r\n",
        "X-Proxy: a\r\n\tb\r\n  c\r\ncontent-length:#\r\n",
        "CONTENT-LENGTH:   #  \r\nX-Empty:\r\n",
        "Content-Length:\r\n #\r\n",
        "Content-Length: #\r\nContent-Encoding:\r\n identity\r\nConnection: Keep-Alive\r\n"
      })
  void headersAreReadHoweverTheyAreWritten(String headers) {
    Answer answer =
        (request, socket) -> {
          String body = placed(request);
          String length = "" + utf8(body).length;
          write(socket, "HTTP/1.1 201 \r\n" + headers.replace("#", length) + "\r\n" + body);
        };
    try (RawServer server = RawServer.scripted(answer);
        CallsClient calls = client(server.uri()).maxConnections(1).build()) {
      for (int i = 0; i < 2; i++) {
        assertThat(calls.create(TEMPLATE.to(number(i))).block(LONG).sid()).isEqualTo(sidOf(i));
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  /** What stands around chunks (RFC 9112, 7.1) says nothing of the call. */
  @ParameterizedTest
  @ValueSource(strings = {"X-Trailer: a\r\n", "X-Trailer:\r\n folded\r\n", "Content-Length: 7\r\n"})
  void chunksMayHaveExtensionsAndTrailers(String trailer) {
    Answer answer =
        (request, socket) -> {
          String body = placed(request);
          write(
              socket,
              "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n"
                  + Integer.toHexString(utf8(body).length)
                  + ";name=\"a;b\";flag\r\n"
                  + body
                  + "\r\n000;last\r\n"
                  + trailer
                  + "\r\n");
        };
    try (RawServer server = RawServer.scripted(answer);
        CallsClient calls = client(server.uri()).maxConnections(1).build()) {
      for (int i = 0; i < 2; i++) {
        assertThat(calls.create(TEMPLATE.to(number(i))).block(LONG).sid()).isEqualTo(sidOf(i));
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Test
  void headersOfAProxyAreRead() {
    Answer answer =
        (request, socket) ->
            write(socket, http(201, placed(request), "Set-Cookie: " + "c".repeat(40_000)));
    try (RawServer server = RawServer.scripted(answer);
        CallsClient calls = client(server.uri()).build();
        CallsClient strict = client(server.uri()).maxHeaderSize(8_192).build()) {
      assertThat(calls.create(TEMPLATE.to(number(1))).block(LONG).sid()).isEqualTo(sidOf(1));

      CallsException failure = failureOf(strict.create(TEMPLATE.to(number(1))));
      assertUnknown(failure, NoAnswerException.class);
      assertThat(failure).hasMessageContaining("maxHeaderSize");
    }
  }

  /** The pages of 1,000 calls are of the kind that is closed, the others have a small rest. */
  @Test
  void shortQuestionsKeepTheirConnection() {
    Answer page =
        (request, socket) -> write(socket, http(200, longPage(50, "/2010-04-01/next.json")));
    try (RawServer server = RawServer.scripted(page);
        CallsClient calls = client(server.uri()).build()) {
      for (int i = 0; i < 20; i++) {
        Flux<Call> list = calls.list(CallFilter.all());
        switch (i % 4) {
          case 0 -> assertThat(list.take(3).count().block(LONG)).isEqualTo(3);
          case 1 -> assertThat(list.next().block(LONG).sid()).isEqualTo(sid(1));
          case 2 -> assertThat(list.hasElements().block(LONG)).isTrue();
          default -> assertThat(list.take(50).count().block(LONG)).isEqualTo(50);
        }
      }
      assertThat(server.connections()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void aRestThatDoesNotComeIsNotWaitedFor() {
    String whole = longPage(50, null);
    Answer stalled =
        (request, socket) -> {
          if (request.method().equals("GET")) {
            write(socket, http(200, whole).substring(0, 60_000));
          } else {
            write(socket, http(201, placed(request)));
          }
        };
    try (RawServer server = RawServer.scripted(stalled);
        CallsClient calls = client(server.uri()).maxConnections(1).retry(FAST).build()) {
      assertThat(calls.list(CallFilter.all()).next().block(LONG).sid()).isEqualTo(sid(1));
      assertThat(calls.create(TEMPLATE.to(number(1))).block(LONG).sid()).isEqualTo(sidOf(1));
      assertThat(server.connections()).isEqualTo(2);
    }
  }

  @Test
  void aCancelInTheMiddleOfALongPageClosesTheConnection() {
    Answer page = (request, socket) -> write(socket, http(200, longPage(1_000, null)));
    try (RawServer server = RawServer.scripted(page);
        CallsClient calls = client(server.uri()).build()) {
      assertThat(calls.list(CallFilter.all()).next().block(LONG).sid()).isEqualTo(sid(1));
      server.awaitNoConnections();
    }
  }

  private static String longPage(int calls, String next) {
    String filler = "\"unknown\":\"" + "u".repeat(2_000) + "\",";
    return pageJson(1, calls, next).replace("{\"sid\"", "{" + filler + "\"sid\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:9", "http://127.0.0.1:1", "http://localhost:2"})
  void aPortMayHaveOneDigit(String base) {
    try (CallsClient calls = client(URI.create(base)).retry(RetryPolicy.none()).build()) {
      assertThat(failureOf(calls.create(TEMPLATE.to(number(1)))))
          .hasMessage("create: not sent: connect (" + base.substring(7) + ")");
    }
  }

  /** A server may listen on one of the two loopback addresses only. */
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void localhostIsBothLoopbackAddresses(String address) {
    DisposableServer server =
        HttpServer.create()
            .host(address)
            .port(0)
            .handle((request, response) -> response.sendString(Mono.just(callJson(sid(1)))))
            .bindNow(LONG);
    try (CallsClient calls = client(URI.create("http://localhost:" + server.port())).build()) {
      assertThat(calls.fetch(sid(1)).block(LONG).sid()).isEqualTo(sid(1));
    } finally {
      server.disposeNow(LONG);
    }
  }

  /** Over TLS as well, where a server says that it sends no more before the connection ends. */
  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void aBodyMayEndWithItsConnection(String scheme) {
    Answer answer =
        (request, socket) -> {
          String body =
              request.path().contains("Calls.json") && request.method().equals("GET")
                  ? pageJson(1, 3, null)
                  : request.method().equals("GET") ? callJson(sid(6)) : placed(request);
          write(socket, "HTTP/1.1 200 OK\r\n\r\n" + body);
          socket.close();
        };
    try (RawServer server = RawServer.scripted(answer)) {
      server.door(scheme.equals("https") ? Door.tls(Certificates.OF_HOST) : Door.plain());
      try (CallsClient calls =
          client(URI.create(scheme + "://" + Certificates.HOST + ":" + server.port()))
              .tls(Certificates.TRUSTING)
              .resolver(host -> Mono.just(InetAddress.getLoopbackAddress()))
              .build()) {
        assertThat(calls.create(TEMPLATE.to(number(1))).block(LONG).sid()).isEqualTo(sidOf(1));
        assertThat(calls.fetch(sid(6)).block(LONG).sid()).isEqualTo(sid(6));
        assertThat(calls.list(CallFilter.all()).count().block(LONG)).isEqualTo(3);
        assertThat(calls.list(CallFilter.all()).next().block(LONG).sid()).isEqualTo(sid(1));
        assertThat(calls.pages(CallFilter.all()).count().block(LONG)).isEqualTo(1);
      }
    }
  }

  @Test
  void anAnswerThatNobodyWaitsForIsNoOther() {
    Answer slow =
        (request, socket) -> {
          write(socket, Duration.ofMillis(50));
          write(socket, http(201, placed(request)));
        };
    try (RawServer server = RawServer.scripted(slow);
        CallsClient calls = client(server.uri()).maxConnections(1).build()) {
      Mono<Call> first = calls.create(TEMPLATE.to(number(1)));
      first.timeout(Duration.ofMillis(20)).onErrorComplete().block(LONG);
      assertThat(calls.create(TEMPLATE.to(number(2))).block(LONG).sid()).isEqualTo(sidOf(2));
    }
  }
}
