package io.dialflux.simulator;

import java.net.InetSocketAddress;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.LoopResources;

/** The listening socket and its own few threads. */
final class Server {
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
  private static final int MAX_LINE = 16 * 1024;

  private final LoopResources loops;
  private final DisposableServer listening;

  private Server(LoopResources loops, DisposableServer listening) {
    this.loops = loops;
    this.listening = listening;
  }

  static LoopResources threads() {
    int threads = Math.min(4, Math.max(2, Runtime.getRuntime().availableProcessors()));
    return LoopResources.create("dialflux-simulator", threads, true);
  }

  /** Takes the threads over: they end with the server, or here if it cannot start. */
  static Server start(
      int port, Duration idleTimeout, LoopResources loops, Endpoint endpoint, Oracle oracle) {
    try {
      return new Server(
          loops,
          HttpServer.create()
              .host("127.0.0.1")
              .port(port)
              .runOn(loops)
              .idleTimeout(idleTimeout)
              .httpRequestDecoder(spec -> spec.maxInitialLineLength(MAX_LINE))
              .doOnChannelInit((observer, channel, address) -> oracle.connected())
              .handle(endpoint::handle)
              .bindNow());
    } catch (RuntimeException e) {
      loops.dispose();
      throw e;
    }
  }

  int port() {
    return ((InetSocketAddress) listening.address()).getPort();
  }

  Mono<Void> onClose() {
    return listening.onDispose();
  }

  void close() {
    try {
      listening.disposeNow(CLOSE_LIMIT);
    } finally {
      loops.disposeLater(Duration.ZERO, CLOSE_LIMIT).block(CLOSE_LIMIT);
    }
  }
}
