package io.dialflux.simulator;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.Arrays;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerResponse;

/** Sends the reply of one request, whole or spoiled by a fault. */
final class Delivery {
  private static final String PROXY_PAGE =
      "<html><head><title>502 Bad Gateway</title></head>"
          + "<body><h1>502 Bad Gateway</h1></body></html>";

  private final HttpServerResponse response;

  Delivery(HttpServerResponse response) {
    this.response = response;
  }

  /** Adds the headers that Twilio puts on every answer; a reply may replace them. */
  Delivery fromTwilio(String requestId, int concurrentRequests) {
    response
        .header("Twilio-Request-Id", requestId)
        .header("Twilio-Concurrent-Requests", Integer.toString(concurrentRequests))
        .header("X-Home-Region", "us1")
        .header("X-Api-Domain", "api.twilio.com");
    return this;
  }

  Mono<Void> send(Fault fault, Reply intended) {
    return switch (fault.answer) {
      case INTENDED -> send(intended);
      case TOO_MANY_REQUESTS -> send(tooManyRequests());
      case TOO_MANY_REQUESTS_RETRY_AFTER -> send(tooManyRequests().header("Retry-After", "1"));
      case SERVER_ERROR -> send(Reply.error(500, 20500, "An internal server error has occurred"));
      case UNAVAILABLE -> send(Reply.error(503, 20503, "Service unavailable"));
      case BAD_GATEWAY -> send(Reply.html(502, PROXY_PAGE));
      case RESET -> reset();
      case CLOSE -> close();
      case SILENCE -> Mono.never();
      case CUT_BODY -> cut(intended);
      case UNREADABLE_BODY -> send(intended.body("{\"sid\": <unreadable>"));
    };
  }

  Mono<Void> send(Reply reply) {
    head(reply);
    return reply.body().length == 0
        ? response.header(HttpHeaderNames.CONTENT_LENGTH, "0").send()
        : response.sendByteArray(Mono.just(reply.body())).then();
  }

  private static Reply tooManyRequests() {
    return Reply.error(429, 20429, "Too Many Requests");
  }

  private void head(Reply reply) {
    response.status(reply.status());
    if (reply.body().length > 0) {
      response.header(HttpHeaderNames.CONTENT_TYPE, reply.contentType());
    }
    reply.headers().forEach(response::header);
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
