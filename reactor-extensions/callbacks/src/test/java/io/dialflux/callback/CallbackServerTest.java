package io.dialflux.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.resources.LoopResources;

/** What clients can do to a server who send what is no whole request, byte by byte. */
class CallbackServerTest {
  private static final Map<String, String> RINGING =
      Map.of("CallSid", Signed.SID, "CallStatus", "ringing");

  /** Until it is over something is wrong. */
  private static final int MOST_MILLIS = 30_000;

  private final List<Socket> sockets = new ArrayList<>();
  private final List<DisposableServer> servers = new ArrayList<>();

  /** One thread: between two, Netty's allocator may wait for a lock, and BlockHound reports it. */
  private final LoopResources loop = LoopResources.create("callbacks", 1, true);

  private final ExecutorService readers = Executors.newCachedThreadPool();
  private final Callbacks callbacks =
      Callbacks.signedBy(SignatureValidator.of(Signed.TOKEN)).acceptWithin(Duration.ofMillis(400));

  @AfterEach
  void close() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    servers.forEach(DisposableServer::disposeNow);
    loop.disposeLater(Duration.ZERO, Duration.ofSeconds(5)).block();
    readers.shutdownNow();
  }

  private DisposableServer serve(Callbacks callbacks) {
    DisposableServer server =
        callbacks
            .server()
            .runOn(loop)
            .host("127.0.0.1")
            .port(0)
            .route(callbacks.routes("/status", event -> Mono.empty()))
            .bindNow();
    servers.add(server);
    return server;
  }

  private Socket connect(DisposableServer server) throws IOException {
    Socket socket = new Socket("127.0.0.1", server.port());
    socket.setSoTimeout(MOST_MILLIS);
    sockets.add(socket);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** A request as Twilio makes it. */
  private static String ringing(DisposableServer server) {
    String form = Signed.form(RINGING);
    String host = "127.0.0.1:" + server.port();
    String signature = Signed.signature(Signed.TOKEN, "http://" + host + "/status", RINGING);
    return "POST /status HTTP/1.1\r\nHost: %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n"
            .formatted(host, Signed.FORM, form.length())
        + "X-Twilio-Signature: %s\r\n\r\n%s".formatted(signature, form);
  }

  /** The status of the next answer, without a body; 0 where the connection was closed. */
  private static int status(Socket socket) {
    try {
      StringBuilder head = new StringBuilder();
      InputStream in = socket.getInputStream();
      while (head.indexOf("\r\n\r\n") < 0) {
        int next = in.read();
        if (next < 0) {
          return 0;
        }
        head.append((char) next);
      }
      return Integer.parseInt(head.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3));
    } catch (SocketTimeoutException late) {
      throw new AssertionError("no answer", late);
    } catch (IOException reset) {
      return 0;
    }
  }

  /** Sends a byte whenever nothing came for a moment, until the server has closed. */
  private static void dripUntilClosed(Socket socket, String drop) throws IOException {
    socket.setSoTimeout(20);
    long end = System.nanoTime() + MOST_MILLIS * 1_000_000L;
    while (System.nanoTime() < end) {
      try {
        if (socket.getInputStream().read() < 0) {
          return;
        }
      } catch (SocketTimeoutException stillOpen) {
        try {
          send(socket, drop);
        } catch (IOException closed) {
          return;
        }
      } catch (IOException reset) {
        return;
      }
    }
    throw new AssertionError("still open");
  }

  @Test
  void closesWhatSendsNothing() throws IOException {
    assertThat(status(connect(serve(callbacks)))).isZero();
  }

  @Test
  void closesWhatSendsHalfAHead() throws IOException {
    Socket socket = connect(serve(callbacks));
    send(socket, "POST /status HTTP/1.1\r\nHost: a\r\nX-Ha");
    assertThat(status(socket)).isZero();
  }

  @Test
  void closesWhereAHeadComesByteByByte() throws IOException {
    Socket socket = connect(serve(callbacks));
    send(socket, "POST /status HTTP/1.1\r\nX-Long: ");
    dripUntilClosed(socket, "a");
  }

  @Test
  void closesWhereALaterHeadComesByteByByte() throws IOException {
    DisposableServer server = serve(callbacks);
    Socket socket = connect(server);
    send(socket, ringing(server));
    assertThat(status(socket)).isEqualTo(204);
    dripUntilClosed(socket, "P");
  }

  @Test
  void closesWhereABodyComesByteByByte() throws IOException {
    Socket socket = connect(serve(callbacks));
    send(socket, "POST /status HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n");
    dripUntilClosed(socket, "a");
  }

  @Test
  void keepsAConnectionThatWaitsForItsNextRequest() throws Exception {
    DisposableServer server = serve(callbacks.acceptWithin(Duration.ofMillis(100)));
    Socket socket = connect(server);
    for (int i = 0; i < 3; i++) {
      send(socket, ringing(server));
      assertThat(status(socket)).isEqualTo(204);
      Thread.sleep(200); // more than a head may take
    }
  }

  @Test
  void aHeadInPiecesIsReadInItsTime() throws IOException {
    DisposableServer server = serve(callbacks.acceptWithin(Duration.ofSeconds(15)));
    Socket socket = connect(server);
    socket.setTcpNoDelay(true);
    for (int round = 0; round < 2; round++) {
      for (String letter : ringing(server).split("")) {
        send(socket, letter);
      }
      assertThat(status(socket)).isEqualTo(204);
    }
  }

  @Test
  void unfinishedBodiesTogetherHoldNoMoreThanTheyMay() throws Exception {
    int bound = 1_000_000;
    int length = 60_000;
    int clients = 60;
    int mayBeHeld = bound / length;
    DisposableServer server =
        serve(callbacks.acceptWithin(Duration.ofSeconds(15)).maxUnansweredBytes(bound));
    Queue<Integer> refused = new ConcurrentLinkedQueue<>();
    for (int i = 0; i < clients; i++) {
      Socket socket = connect(server);
      readers.submit(() -> refused.add(status(socket)));
      readers.submit(
          () -> {
            String head = "POST /status HTTP/1.1\r\nHost: a\r\nContent-Length: 65000\r\n\r\n";
            send(socket, head + "a".repeat(length));
            return null;
          });
    }
    await(() -> refused.size() >= clients - mayBeHeld);
    // closed at once, what a client still sends may destroy the answer on its way
    assertThat(refused).isSubsetOf(503, 0).contains(503);

    for (Socket socket : sockets) {
      socket.close();
    }
    await(() -> isAccepted(server, ringing(server))); // the others are forgotten
  }

  private boolean isAccepted(DisposableServer server, String request) {
    try {
      Socket socket = connect(server);
      send(socket, request);
      return status(socket) == 204;
    } catch (IOException refused) {
      return false;
    }
  }

  @Test
  void whatWasAnsweredIsNotHeldAnyMore() throws IOException {
    int length = Signed.form(RINGING).length();
    DisposableServer server = serve(callbacks.maxUnansweredBytes(length));
    Socket socket = connect(server);
    for (int i = 0; i < 20; i++) {
      send(socket, ringing(server));
      assertThat(status(socket)).isEqualTo(204);
    }
    DisposableServer smaller = serve(callbacks.maxUnansweredBytes(length - 1));
    Socket refused = connect(smaller);
    send(refused, ringing(smaller));
    assertThat(status(refused)).isEqualTo(503);
    assertThat(status(refused)).isZero();
  }

  private interface Condition {
    boolean holds();
  }

  private static void await(Condition condition) throws InterruptedException {
    long end = System.nanoTime() + MOST_MILLIS * 1_000_000L;
    while (!condition.holds()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(end);
      Thread.sleep(5); // sockets and their threads tell nobody else
    }
  }
}
