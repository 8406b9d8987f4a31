package io.dialflux.simulator;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** One HTTP exchange: reads the request, lets a fault strike or the APIs answer, and delivers. */
final class Endpoint {
  private static final Logger LOG = LoggerFactory.getLogger(Endpoint.class);
  private static final String TOKEN_PATH = "/v2/token";

  private final CallsApi calls;
  private final AccessTokens tokens;
  private final ControlApi control;
  private final Oracle oracle;
  private final FaultScript faults;
  private final AccessLog accessLog;
  private final ApiConcurrency concurrency;
  private final Slowness slowness;
  private final Background background;
  private final long seed;
  private final AtomicLong requests = new AtomicLong();

  Endpoint(
      CallsApi calls,
      AccessTokens tokens,
      ControlApi control,
      Oracle oracle,
      FaultScript faults,
      AccessLog accessLog,
      ApiConcurrency concurrency,
      Slowness slowness,
      Background background,
      long seed) {
    this.calls = calls;
    this.tokens = tokens;
    this.control = control;
    this.oracle = oracle;
    this.faults = faults;
    this.accessLog = accessLog;
    this.concurrency = concurrency;
    this.slowness = slowness;
    this.background = background;
    this.seed = seed;
  }

  Mono<Void> handle(HttpServerRequest request, HttpServerResponse response) {
    Delivery delivery = new Delivery(response, slowness);
    return RequestBody.read(request)
        .map(form -> read(request, form))
        .flatMap(read -> exchange(read, delivery))
        .onErrorResume(ApiError.class, tooLarge -> delivery.send(Reply.error(tooLarge)));
  }

  private static ApiRequest read(HttpServerRequest request, String form) {
    return ApiRequest.of(
        request.method().name(),
        request.uri(),
        request.requestHeaders().get(HttpHeaderNames.AUTHORIZATION),
        form);
  }

  private Mono<Void> exchange(ApiRequest request, Delivery delivery) {
    if (!request.isTwilios()) {
      return reply(() -> Mono.just(control.answer(request))).flatMap(delivery::send);
    }
    if (request.path().equals(TOKEN_PATH) && request.method().equals("POST")) {
      return reply(() -> Mono.just(tokens.issue(Parameters.parse(request.form()))))
          .flatMap(delivery::send);
    }
    oracle.requested(request.isCreate());
    ApiConcurrency.Place place = concurrency.enter(request);
    String requestId = "RQ" + Sids.hex(Hash.of(seed, requests.incrementAndGet()));
    delivery.fromTwilio(requestId, place.number());
    return delivered(request, place, delivery).doFinally(end -> place.leave());
  }

  private Mono<Void> delivered(ApiRequest request, ApiConcurrency.Place place, Delivery delivery) {
    if (place.beyondLimit()) {
      return send(request, Fault.NONE, Reply.tooManyRequests(), delivery);
    }
    Fault fault = faults.next(request.isCreate());
    if (!fault.takesEffect()) {
      return send(request, fault, Reply.empty(0), delivery);
    }
    return answered(request, fault)
        .flatMap(reply -> send(request, reply.ok() ? fault : Fault.NONE, reply, delivery));
  }

  private Mono<Reply> answered(ApiRequest request, Fault fault) {
    Mono<Reply> answer = reply(() -> calls.answer(request));
    return fault == Fault.LATE_PLACING ? background.run(slowness.late(answer)) : answer;
  }

  private Mono<Void> send(ApiRequest request, Fault fault, Reply reply, Delivery delivery) {
    accessLog.answered(request, fault, reply, delivery.nanos());
    return delivery.send(fault, reply);
  }

  private static Mono<Reply> reply(Supplier<Mono<Reply>> answering) {
    return Mono.defer(answering)
        .onErrorResume(
            e -> {
              if (e instanceof ApiError error) {
                return Mono.just(Reply.error(error));
              }
              LOG.error("The simulator failed to answer", e);
              return Mono.just(Reply.error(500, 20500, "Internal Server Error"));
            });
  }
}
