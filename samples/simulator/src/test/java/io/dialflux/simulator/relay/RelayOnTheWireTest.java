package io.dialflux.simulator.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialflux.simulator.Fault;
import io.dialflux.simulator.Simulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the relay sends, on a bare socket. */
class RelayOnTheWireTest {
  /** Longer than anything here takes. */
  private static final int LONG_MILLIS = 20_000;

  private static final String STATE =
      "GET /simulator/state HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n\r\n";

  private final Simulator twilio = Simulator.builder().clockSpeed(0).start();
  private final HostileRelay relay =
      HostileRelay.to(twilio.baseUrl()).seed(7).only().drip(Duration.ofMillis(5)).start();

  @AfterEach
  void close() {
    relay.close();
    twilio.close();
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket("127.0.0.1", relay.baseUrl().getPort());
    socket.setSoTimeout(LONG_MILLIS);
    return socket;
  }

  /** What comes after a request until the relay ends the connection. */
  private String answer(String request, RelayBehaviour... behaviours) throws IOException {
    relay.nextAnswer(behaviours);
    try (Socket socket = connect()) {
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  private static String last(String request) {
    return request.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n");
  }

  private static String until(Socket socket, String end) throws IOException {
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    while (!read.toString(ISO_8859_1).endsWith(end)) {
      int b = in.read();
      assertThat(b).as("after " + read).isNotNegative();
      read.write(b);
    }
    return read.toString(ISO_8859_1);
  }

  private static void readAnswer(Socket socket) throws IOException {
    String head = until(socket, "\r\n\r\n");
    int length = Integer.parseInt(head.replaceAll("(?s).*Content-Length: (\\d+).*", "$1"));
    assertThat(socket.getInputStream().readNBytes(length)).hasSize(length);
  }

  @Test
  void withoutBehavioursAnAnswerIsLeftAlone() throws IOException {
    assertThat(answer(last(STATE)))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("\r\nContent-Length: ", "\r\nConnection: ")
        .doesNotContain("Transfer-Encoding")
        .endsWith("}");
  }

  @Test
  void interimAnswersAreManyAndOnlyForHttp11() throws IOException {
    String answer = answer(last(STATE), RelayBehaviour.INTERIM_ANSWERS);
    assertThat(answer).matches("(?s)(HTTP/1.1 1\\d\\d .*\r\n\r\n)+HTTP/1.1 200 OK\r\n.*");
    String old = STATE.replace("HTTP/1.1", "HTTP/1.0");
    assertThat(answer(old, RelayBehaviour.INTERIM_ANSWERS, RelayBehaviour.CHUNKED))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .doesNotContain("Transfer-Encoding");
  }

  @Test
  void aHeadRequestGetsNoBody() throws IOException {
    String head = last(STATE.replace("GET", "HEAD"));
    assertThat(answer(head, RelayBehaviour.CHUNKED, RelayBehaviour.GZIP)).endsWith("\r\n\r\n");
  }

  @Test
  void gzipIsForThoseWhoAcceptIt() throws IOException {
    assertThat(answer(last(STATE), RelayBehaviour.GZIP)).contains("Content-Encoding: ");
    assertThat(answer(last(STATE.replace("gzip", "gzip;q=0, *")), RelayBehaviour.GZIP))
        .doesNotContain("Content-Encoding: ");
  }

  /** The server does not see the request; the client sees a reset or an end. */
  @Test
  void atReuseTheRequestIsLost() throws IOException {
    for (int i = 0; i < 10; i++) {
      relay.nextAnswer();
      relay.nextAnswer(RelayBehaviour.CLOSE_AT_REUSE);
      try (Socket socket = connect()) {
        socket.getOutputStream().write(STATE.getBytes(ISO_8859_1));
        readAnswer(socket);
        socket.getOutputStream().write(STATE.getBytes(ISO_8859_1));
        assertThat(readOrReset(socket)).isEmpty();
      }
    }
    assertThat(relay.requests()).isEqualTo(10);
    assertThat(relay.times(RelayBehaviour.CLOSE_AT_REUSE)).isEqualTo(10);
  }

  private static String readOrReset(Socket socket) throws IOException {
    try {
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    } catch (SocketTimeoutException e) {
      throw e;
    } catch (IOException reset) {
      return "";
    }
  }

  @Test
  void anIdleConnectionIsClosedWithoutAWord() throws IOException {
    String answer = answer(STATE, RelayBehaviour.CLOSE_IDLE);
    assertThat(answer).startsWith("HTTP/1.1 200").endsWith("}").doesNotContain("Connection:");
  }

  @Test
  void aRequestAfterTheAnnouncedEndIsCountedAndNotPassedOn() throws IOException {
    relay.nextAnswer(RelayBehaviour.CLOSE_ANNOUNCED);
    try (Socket socket = connect()) {
      socket.getOutputStream().write(STATE.getBytes(ISO_8859_1));
      readAnswer(socket);
      socket.getOutputStream().write(STATE.getBytes(ISO_8859_1));
      assertThat(readOrReset(socket)).isEmpty();
    }
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (relay.requestsAfterClose() == 0 && System.nanoTime() < end) {
      Thread.yield(); // the relay reads it in a thread of its own
    }
    assertThat(relay.requests()).isEqualTo(1);
    assertThat(relay.requestsAfterClose()).isEqualTo(1);
  }

  // what is unlawful

  @Test
  void aSecondAnswerFollows() throws IOException {
    for (RelayBehaviour second :
        new RelayBehaviour[] {RelayBehaviour.SECOND_ANSWER, RelayBehaviour.SECOND_ANSWER_LATER}) {
      String answer = answer(last(STATE), second);
      String half = answer.substring(0, answer.length() / 2);
      assertThat(answer).isEqualTo(half + half).startsWith("HTTP/1.1 200");
    }
  }

  @Test
  void a204HasABody() throws IOException {
    try (PlainClient client = PlainClient.jdk(twilio.baseUrl())) {
      String sid = client.create("+12125551000").text("sid");
      client.cancel(sid);
      String calls = "/2010-04-01/Accounts/" + Simulator.DEFAULT_ACCOUNT_SID + "/Calls/";
      String delete =
          "DELETE " + calls + sid + ".json HTTP/1.1\r\nHost: localhost\r\nAuthorization: ";
      String answer =
          answer(last(delete + client.basic() + "\r\n\r\n"), RelayBehaviour.BODY_WITH_204);
      assertThat(answer).startsWith("HTTP/1.1 204").contains("Content-Length: 2").endsWith("\n{}");
    }
  }

  @Test
  void bodiesAreSpoiled() throws IOException {
    assertThat(answer(last(STATE), RelayBehaviour.SURPLUS_BYTES)).doesNotEndWith("}}");
    String whole = answer(last(STATE));
    assertThat(answer(last(STATE), RelayBehaviour.CUT_BODY))
        .hasSizeLessThan(whole.length())
        .contains("Content-Length: ");
    assertThat(answer(last(STATE), RelayBehaviour.GARBLED_GZIP)).contains("Content-Encoding: ");
    assertThat(answer(last(STATE), RelayBehaviour.CUT_GZIP)).contains("Content-Encoding: ");
    assertThat(answer(last(STATE), RelayBehaviour.UNASKED_SWITCH)).startsWith("HTTP/1.1 101 ");
    assertThat(answer(last(STATE), RelayBehaviour.BIG_HEADERS)).hasSizeGreaterThan(40_000);
  }

  @Test
  void headsAndBodiesDripForEver() throws IOException {
    relay.nextAnswer(RelayBehaviour.DRIPPING_HEAD);
    try (Socket socket = connect()) {
      socket.getOutputStream().write(STATE.getBytes(ISO_8859_1));
      until(socket, "X-Drip: 1\r\nX-Drip: 1\r\nX-Drip: 1\r\n");
    }
    relay.nextAnswer(RelayBehaviour.DRIPPING_BODY);
    try (Socket socket = connect()) {
      socket.getOutputStream().write(STATE.getBytes(ISO_8859_1));
      assertThat(until(socket, "1\r\n \r\n1\r\n \r\n")).contains("\r\n{");
    }
  }

  // what the server does

  @Test
  void theServersFaultsArePassedOn() throws IOException {
    try (PlainClient client = PlainClient.apache(relay.baseUrl())) {
      for (Fault fault :
          new Fault[] {
            Fault.RESET_AFTER_PLACING, Fault.CLOSE_AFTER_PLACING, Fault.CUT_BODY_AFTER_PLACING
          }) {
        twilio.nextCreates(fault);
        assertThatThrownBy(() -> client.create("+12125551000"))
            .as(fault.name())
            .isInstanceOf(IOException.class);
      }
      twilio.nextCreates(Fault.BAD_GATEWAY_AFTER_PLACING);
      assertThatThrownBy(() -> client.create("+12125551000")).hasMessageContaining("'<'");
    }
    assertThat(twilio.oracle().rings("+12125551000")).isEqualTo(4);
  }

  @Test
  void aCutBodyIsNeverMadeWhole() throws IOException {
    for (int i = 0; i < 20; i++) {
      twilio.nextRequests(Fault.CUT_BODY_AFTER_PLACING);
      relay.nextAnswer(RelayBehaviour.CHUNKED, RelayBehaviour.CLOSE_DELIMITED, RelayBehaviour.GZIP);
      try (PlainClient client = PlainClient.apache(relay.baseUrl())) {
        assertThatThrownBy(() -> client.page(1)).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void closingEndsConnections() throws IOException {
    try (Socket socket = connect()) {
      socket.getOutputStream().write(STATE.getBytes(ISO_8859_1));
      readAnswer(socket);
      relay.close();
      assertThat(readOrReset(socket)).isEmpty();
    }
  }

  @Test
  void optionsAreChecked() {
    HostileRelayBuilder options = HostileRelay.to("127.0.0.1", 1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.rate(RelayBehaviour.GZIP, 1.5))
        .withMessageStartingWith("share: ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> options.delay(Duration.ofMillis(-1)))
        .withMessageStartingWith("most: ");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostileRelay.to(URI.create("https://example.com")))
        .withMessageStartingWith("server: ");
  }

  @Test
  void theSameSeedDoesTheSame() throws IOException {
    assertThat(lookedAt(99)).isEqualTo(lookedAt(99)).isNotEqualTo(lookedAt(98));
  }

  private String lookedAt(long seed) throws IOException {
    try (HostileRelay seeded =
            HostileRelay.to(twilio.baseUrl())
                .seed(seed)
                .rate(RelayBehaviour.LONG_HEADERS, 1)
                .start();
        Socket socket = new Socket("127.0.0.1", seeded.baseUrl().getPort())) {
      socket.getOutputStream().write(last(STATE).getBytes(ISO_8859_1));
      String answer = new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
      return answer.replaceAll("(?is)date: *[^\r]*", "");
    }
  }
}
