package io.dialflux.simulator.relay;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/**
 * A running relay between an HTTP/1.1 client and its server. It re-frames answers in every way that
 * HTTP allows ({@link RelayBehaviour}), so that a client which is right sees no difference, and one
 * that relies on the habits of one server fails. All methods may be called from any thread.
 *
 * <p>An answer that is not whole, and what is not HTTP, is passed on as it came; so are resets,
 * ends of connections and silence. Each of the client's connections has one to the server. The
 * relay reads an answer to its end before it passes it on.
 *
 * <pre>{@code
 * try (Simulator twilio = Simulator.builder().start();
 *     HostileRelay relay = HostileRelay.to(twilio.baseUrl()).seed(42).start()) {
 *   // point a client at relay.baseUrl(); it must see what it would see at twilio.baseUrl()
 * }
 * }</pre>
 */
public final class HostileRelay implements AutoCloseable {
  /** The system property that holds the seed for {@link #inFrontOf}. */
  public static final String PROPERTY = "dialflux.relay";

  /**
   * The system property that names behaviours, separated by commas, which no relay of this JVM
   * draws: to find out which of them a failure is due to. Other draws stay as they are.
   */
  public static final String WITHOUT = "dialflux.relay.without";

  private static final Map<String, HostileRelay> STANDING = new ConcurrentHashMap<>();

  private final ServerSocket listener;
  private final InetSocketAddress server;
  private final RelayScript script;
  private final Traffic traffic = new Traffic();
  private final Set<RelayConnection> open = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "dialflux-relay");
            thread.setDaemon(true);
            return thread;
          });

  HostileRelay(String host, int serverPort, int port, RelayScript script) throws IOException {
    this.listener = new ServerSocket(port, 200, InetAddress.getByName("127.0.0.1"));
    this.server = new InetSocketAddress(host, serverPort);
    this.script = script;
    threads.execute(this::accept);
  }

  /**
   * Begins a relay to a server.
   *
   * @param host name or address
   * @param port where it speaks HTTP, without TLS
   * @return the options of a new relay, each with its default
   */
  public static HostileRelayBuilder to(String host, int port) {
    return HostileRelayBuilder.to(host, port);
  }

  /**
   * Begins a relay to a server.
   *
   * @param server such as {@code http://127.0.0.1:8080}; a path is not looked at
   * @return the options of a new relay, each with its default
   */
  public static HostileRelayBuilder to(URI server) {
    if (!"http".equalsIgnoreCase(server.getScheme()) || server.getHost() == null) {
      throw new IllegalArgumentException("server: the relay needs http://HOST:PORT");
    }
    return to(server.getHost(), server.getPort() < 0 ? 80 : server.getPort());
  }

  /**
   * Puts a relay in front of a server where the JVM runs with {@code -Ddialflux.relay=SEED}, so
   * that a whole test suite can run through one. This relay never closes a connection at the moment
   * of its reuse, so that every request that reaches it gets its answer. There is one for each
   * server; it lives as long as the JVM.
   *
   * @param server such as {@code http://127.0.0.1:8080}
   * @return where to send requests: to the relay, or to the server itself where the property is not
   *     set or the server is not one of plain HTTP at 127.0.0.1 or localhost
   */
  public static URI inFrontOf(URI server) {
    Long seed = Long.getLong(PROPERTY);
    boolean local = "127.0.0.1".equals(server.getHost()) || "localhost".equals(server.getHost());
    if (seed == null || !local || !"http".equalsIgnoreCase(server.getScheme())) {
      return server;
    }
    HostileRelay relay =
        STANDING.computeIfAbsent(
            server.getAuthority(),
            authority ->
                to(server)
                    .seed(seed)
                    .without(RelayBehaviour.CLOSE_AT_REUSE, RelayBehaviour.CLOSE_IDLE)
                    .start());
    String path = server.getRawPath() == null ? "" : server.getRawPath();
    return URI.create(relay.baseUrl() + path);
  }

  /**
   * {@return where the relay listens, as {@code http://127.0.0.1:PORT}, without a slash at the end}
   */
  public URI baseUrl() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** {@return what its decisions follow from; print it, so that a failure can be repeated} */
  public long seed() {
    return script.seed;
  }

  /**
   * Scripts one of the next answers, in place of what the rates say: it gets all of these
   * behaviours and no others. Called again, it scripts the answer after that. Answers are counted
   * in the order in which their requests begin.
   *
   * @param behaviours lawful or not; none leaves the answer alone
   */
  public void nextAnswer(RelayBehaviour... behaviours) {
    EnumSet<RelayBehaviour> all = EnumSet.noneOf(RelayBehaviour.class);
    all.addAll(Arrays.asList(behaviours));
    script.nextAnswer(all);
  }

  /**
   * {@return how often something was done so far; pauses count one by one}
   *
   * @param behaviour lawful or not
   */
  public long times(RelayBehaviour behaviour) {
    return script.times(behaviour);
  }

  /** {@return the connections accepted so far} */
  public long connections() {
    return traffic.connections.sum();
  }

  /** {@return the requests passed on to the server so far} */
  public long requests() {
    return traffic.requests.sum();
  }

  /**
   * {@return the requests that were begun on a connection after its end had been announced, which
   * no client may do (RFC 9112 §9.6); none was passed on}
   */
  public long requestsAfterClose() {
    return traffic.requestsAfterClose.sum();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        traffic.connections.increment();
        RelayConnection connection =
            new RelayConnection(socket, server, script, traffic, traffic.connections.sum());
        open.add(connection);
        if (listener.isClosed()) { // close() may have missed this one
          connection.close();
        }
        threads.execute(() -> serve(connection));
      }
    } catch (IOException | RejectedExecutionException closed) {
      // the relay's end
    }
  }

  private void serve(RelayConnection connection) {
    try {
      connection.serve(threads);
    } finally {
      open.remove(connection);
    }
  }

  /** Stops listening and closes all connections. */
  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      // it does not listen any more
    }
    open.forEach(RelayConnection::close);
    threads.shutdownNow();
  }
}
