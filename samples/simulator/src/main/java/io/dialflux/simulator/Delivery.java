package io.dialflux.simulator;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/** Sends the reply of one request, whole or spoiled by a fault. */
final class Delivery {
  private static final int PIECES = 20;

  private final HttpServerResponse response;
  private final Slowness slowness;
  private final long startNanos = System.nanoTime();
  private boolean fromTwilio;

  Delivery(HttpServerResponse response, Slowness slowness) {
    this.response = response;
    this.slowness = slowness;
  }

  /** Adds the headers that Twilio puts on every answer; a reply may replace them. */
  Delivery fromTwilio(String requestId, int concurrentRequests) {
    fromTwilio = true;
    response
        .header("Twilio-Request-Id", requestId)
        .header("Twilio-Concurrent-Requests", Integer.toString(concurrentRequests))
        .header("X-Home-Region", "us1")
        .header("X-Api-Domain", "api.twilio.com");
    return this;
  }

  long nanos() {
    return System.nanoTime() - startNanos;
  }

  Mono<Void> send(Fault fault, Reply intended) {
    return switch (fault.answer) {
      case INTENDED -> send(intended);
      case REFUSED -> send(Reply.error(400, 21216, "Account not allowed to call this number."));
      case FORBIDDEN_BY_PROXY -> send(proxyPage(403, "Forbidden"));
      case TOO_MANY_REQUESTS -> send(Reply.tooManyRequests());
      case TOO_MANY_REQUESTS_RETRY_AFTER ->
          send(Reply.tooManyRequests().header("Retry-After", "1"));
      case SERVER_ERROR -> send(Reply.error(500, 20500, "An internal server error has occurred"));
      case UNAVAILABLE -> send(Reply.error(503, 20503, "Service unavailable"));
      case BAD_GATEWAY -> send(proxyPage(502, "Bad Gateway"));
      case RESET -> reset();
      case CLOSE -> close();
      case SILENCE -> Mono.never();
      case SLOW -> slowness.slowly(Mono.defer(() -> send(intended)));
      case LATE -> slowness.late(Mono.defer(() -> send(intended)));
      case TRICKLED_BODY -> trickle(intended);
      case CUT_BODY -> cut(intended);
      case EMPTY_BODY -> send(intended.body(""));
      case UNREADABLE_BODY -> send(intended.body("{\"sid\": <unreadable>"));
    };
  }

  Mono<Void> send(Reply reply) {
    head(reply);
    return reply.body().length == 0
        ? response.header(HttpHeaderNames.CONTENT_LENGTH, "0").send()
        : response.sendByteArray(Mono.just(reply.body())).then();
  }

  private static Reply proxyPage(int status, String title) {
    return Reply.html(
        status,
        "<html><head><title>%1$d %2$s</title></head><body><h1>%1$d %2$s</h1></body></html>"
            .formatted(status, title));
  }

  private void head(Reply reply) {
    response.status(reply.status());
    if (fromTwilio) {
      response.header("Twilio-Request-Duration", seconds(nanos()));
    }
    if (reply.body().length > 0) {
      response.header(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
    }
    reply.headers().forEach(response::header);
  }

  /** As Twilio gives it: seconds with three digits. */
  private static String seconds(long nanos) {
    long millis = nanos / 1_000_000;
    return millis < 1000
        ? "0." + Long.toString(1000 + millis).substring(1)
        : String.format(Locale.ROOT, "%.3f", millis / 1000.0);
  }

  /** Without lingering, closing a socket sends an RST. */
  private Mono<Void> reset() {
    response.withConnection(
        connection -> connection.channel().config().setOption(ChannelOption.SO_LINGER, 0));
    return close();
  }

  private Mono<Void> close() {
    return Mono.<Void>never()
        .doOnSubscribe(s -> response.withConnection(c -> closeNow(c.channel())));
  }

  private Mono<Void> trickle(Reply reply) {
    head(reply);
    int length = reply.body().length;
    response.header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(length));
    if (length == 0) {
      return response.send();
    }
    int size = Math.max(1, length / PIECES);
    int pieces = (length + size - 1) / size;
    Duration pause = slowness.slow().dividedBy(pieces);
    return response
        .send(
            Flux.interval(Duration.ZERO, pause, slowness.timer())
                .onBackpressureBuffer()
                .take(pieces)
                .map(i -> piece(reply.body(), i.intValue() * size, size)),
            each -> true)
        .then();
  }

  private static ByteBuf piece(byte[] body, int from, int size) {
    return Unpooled.wrappedBuffer(body, from, Math.min(body.length - from, size));
  }

  private Mono<Void> cut(Reply reply) {
    head(reply);
    byte[] half = Arrays.copyOf(reply.body(), reply.body().length / 2);
    return response
        .header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(reply.body().length))
        .sendByteArray(Flux.just(half).concatWith(Flux.never()))
        .then()
        .or(close());
  }

  private static void closeNow(Channel channel) {
    channel.close();
  }
}
