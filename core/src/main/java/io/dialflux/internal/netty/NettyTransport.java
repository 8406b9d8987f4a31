package io.dialflux.internal.netty;

import io.dialflux.error.CallsException;
import io.dialflux.error.NoAnswerException;
import io.dialflux.error.NotSentException;
import io.dialflux.error.NotSentException.Reason;
import io.dialflux.error.Outcome;
import io.dialflux.http.ApiRequest;
import io.dialflux.http.Effect;
import io.dialflux.internal.wire.MaskedException;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.proxy.ProxyHandler;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClient.RequestSender;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.resources.ConnectionProvider;

/**
 * Sends a request once over the pool and says of every failure whether a byte was written.
 *
 * <p>Reads and writes share the pool with a budget each: reads take half of it at most, writes
 * leave one connection to the reads. The pool's own line is as long as the budgets can make it.
 */
public final class NettyTransport {
  private static final Set<Reason> ABOUT_CONNECTING =
      EnumSet.of(Reason.DNS, Reason.CONNECT, Reason.TLS, Reason.ACQUIRE_TIMEOUT, Reason.POOL_FULL);

  private final TransportOptions options;
  private final ConnectionProvider connections;
  private final HttpClient client;
  private final Map<String, RequestSender> senders = new ConcurrentHashMap<>();
  private final Budget reads;
  private final Budget writes;
  private final Budget beforeAll;
  private final Gate gate = new Gate();
  private final Rests rests = new Rests();

  public NettyTransport(TransportOptions options) {
    this.options = options;
    int size = options.maxConnections();
    int readShare = Math.max(1, size / 2);
    int writeShare = Math.max(1, size - 1);
    this.reads = budget(readShare);
    this.writes = budget(writeShare);
    this.beforeAll = budget(1);
    this.connections =
        ConnectionProvider.builder("dialflux")
            .maxConnections(size)
            .pendingAcquireMaxCount(readShare + writeShare + 1)
            .pendingAcquireTimeout(options.acquireTimeout())
            .maxIdleTime(options.maxIdleTime())
            .evictInBackground(options.maxIdleTime().dividedBy(2))
            .lifo()
            .build();
    this.client = HttpClients.of(options, connections, rests);
  }

  private Budget budget(int permits) {
    return new Budget(permits, options.maxPending(), options.acquireTimeout(), options.scheduler());
  }

  /**
   * Cold; the error is always a {@link CallsException}.
   *
   * @param answer makes the reader of an answer's body by the answer's head
   */
  public <T> Mono<T> send(ApiRequest request, Function<ResponseHead, AnswerReader<T>> answer) {
    return send(request, answer, request.effect() == Effect.READ ? reads : writes);
  }

  /** Sends what requests of both kinds wait for: it takes from neither's budget. */
  public <T> Mono<T> sendBeforeAll(
      ApiRequest request, Function<ResponseHead, AnswerReader<T>> answer) {
    return send(request, answer, beforeAll);
  }

  private <T> Mono<T> send(
      ApiRequest request, Function<ResponseHead, AnswerReader<T>> answer, Budget budget) {
    return Mono.defer(
        () -> {
          if (!gate.enter()) {
            return Mono.error(notSent(request, Reason.CLOSED, null));
          }
          Attempt<T> attempt = new Attempt<>(request, answer);
          Budget.Permit permit = budget.permit();
          Mono<T> exchange = Mono.defer(() -> budget == reads ? read(attempt) : exchange(attempt));
          return (permit.take() ? exchange : permit.await().then(exchange))
              .onErrorMap(thrown -> failure(attempt, thrown))
              .doOnTerminate(permit::giveBack) // before anybody hears of the end and goes on
              .doFinally(
                  signal -> {
                    permit.giveBack();
                    gate.leave();
                  });
        });
  }

  private <T> Mono<T> read(Attempt<T> attempt) {
    Mono<Void> rest = rests.one();
    return rest == null ? exchange(attempt) : rest.then(Mono.defer(() -> exchange(attempt)));
  }

  private <T> Mono<T> exchange(Attempt<T> attempt) {
    return senders
        .computeIfAbsent(attempt.request().method(), m -> client.request(HttpMethod.valueOf(m)))
        .uri(HttpClients.address(attempt.path()))
        .send(
            (head, out) -> {
              Channel channel = channel(out);
              ProxyHandler proxy = channel.pipeline().get(ProxyHandler.class);
              return proxy == null
                  ? write(attempt, channel, head, out)
                  : connected(channel, proxy)
                      .then(Mono.defer(() -> Mono.from(write(attempt, channel, head, out))));
            })
        .response((head, body) -> body.then()) // it has none: AnswerHandler reads it
        .then(Mono.defer(attempt::outcome))
        .onErrorResume(attempt::outcome)
        .doOnCancel(() -> attempt.cancelled(rests))
        // an answer that meets its cancellation is dropped within Reactor Netty, which then lets
        // nobody read what has come of it: neither its buffers nor its connection came back
        .doOnDiscard(Connection.class, Connection::dispose);
  }

  private static Channel channel(NettyOutbound out) {
    AtomicReference<Channel> channel = new AtomicReference<>();
    out.withConnection(connection -> channel.set(connection.channel()));
    return channel.get();
  }

  /**
   * Completes when the proxy has made its connection. Reactor Netty takes the request before: what
   * is then still said to the proxy would pass for the request's bytes, and a connection that the
   * proxy refuses would go back to the pool.
   */
  private static Mono<Void> connected(Channel channel, ProxyHandler proxy) {
    return Mono.create(
        sink ->
            proxy
                .connectFuture()
                .addListener(
                    connection -> {
                      if (connection.isSuccess()) {
                        sink.success();
                      } else {
                        channel.close();
                        sink.error(connection.cause());
                      }
                    }));
  }

  /** Called when the connection is there and nothing of the request is written yet. */
  private Publisher<Void> write(
      Attempt<?> attempt, Channel channel, HttpClientRequest head, NettyOutbound out) {
    ApiRequest request = attempt.request();
    Delivery delivery = attempt.delivery();
    if (delivery.begun()) {
      // a customised client tries again by itself; what was written stays so, and decides
      return Mono.error(new IllegalStateException("a request is sent once"));
    }
    if (tooLate(request.notAfter(), attempt.last())) {
      return Mono.error(notSent(request, Reason.NOT_AFTER, null));
    }
    if (!delivery.begin()) {
      // the operation's time-out has told its end already
      return Mono.error(notSent(request, Reason.OPERATION_TIMEOUT, null));
    }
    AnswerHandler.follow(channel, attempt);
    request.headers().forEach(head::header);
    if (options.compression()) {
      head.header(HttpHeaderNames.ACCEPT_ENCODING, HttpHeaderValues.GZIP);
    }
    byte[] body = request.body();
    return body == null ? Mono.empty() : out.sendObject(Unpooled.wrappedBuffer(body));
  }

  /** By either clock: one is set by people, the other stands still while a machine sleeps. */
  private boolean tooLate(@Nullable Instant notAfter, @Nullable LastMoment last) {
    return notAfter != null && LastMoment.now(options.scheduler()).isAfter(notAfter)
        || last != null && last.isPast(options.scheduler());
  }

  private CallsException failure(Attempt<?> attempt, Throwable thrown) {
    ApiRequest request = attempt.request();
    Delivery delivery = attempt.delivery();
    if (thrown instanceof CallsException known) {
      if (known.outcome() == Outcome.REFUSED) {
        delivery.undone();
      }
      return known;
    }
    if (delivery.written()) {
      String why =
          thrown instanceof AnswerException
              ? thrown.getMessage()
              : "the connection ended before the answer did";
      return new NoAnswerException(request.operation() + ": " + why, MaskedException.of(thrown));
    }
    delivery.undone();
    return notSent(request, reason(thrown), thrown);
  }

  /** What the caller reads; the outcome does not depend on it. */
  private static Reason reason(Throwable thrown) {
    if (MaskedException.is(thrown, UnknownHostException.class)) {
      return Reason.DNS;
    }
    if (MaskedException.is(thrown, SSLException.class)) {
      return Reason.TLS;
    }
    if (thrown instanceof TimeoutException) {
      return Reason.ACQUIRE_TIMEOUT;
    }
    return thrown instanceof Budget.LineFullException ? Reason.POOL_FULL : Reason.CONNECT;
  }

  private NotSentException notSent(ApiRequest request, Reason reason, @Nullable Throwable cause) {
    String why = reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String where = ABOUT_CONNECTING.contains(reason) ? " (" + where(request) + ")" : "";
    return new NotSentException(
        reason,
        request.operation() + ": not sent: " + why + where,
        cause == null ? null : MaskedException.of(cause));
  }

  /** The host and port that a request is for; nothing else of its address. */
  private String where(ApiRequest request) {
    URI to = request.path().startsWith("/") ? options.base() : URI.create(request.path());
    URI proxy = options.proxy();
    return authority(to) + (proxy == null ? "" : " through the proxy " + authority(proxy));
  }

  private static String authority(URI uri) {
    int usual = "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    return uri.getHost() + ":" + (uri.getPort() < 0 ? usual : uri.getPort());
  }

  public Duration responseTimeout() {
    return options.responseTimeout();
  }

  /** Loads what the first request would otherwise wait for; opens no connection. */
  public Mono<Void> warmup() {
    return client.warmup();
  }

  /** Lets nothing new in, lets what is under way end, then closes the connections. */
  public Mono<Void> closeGracefully() {
    return Mono.defer(() -> gate.close().then(connections.disposeLater()));
  }

  /** As {@link #closeGracefully()}, which nobody waits for. */
  public void close() {
    closeGracefully().toFuture();
  }
}
