package io.dialflux.simulator;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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
  private final OracleApi oracleApi;
  private final Oracle oracle;
  private final FaultScript faults;
  private final AccessLog accessLog;
  private final long seed;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicInteger concurrent = new AtomicInteger();

  Endpoint(
      CallsApi calls,
      AccessTokens tokens,
      Oracle oracle,
      FaultScript faults,
      AccessLog accessLog,
      long seed) {
    this.calls = calls;
    this.tokens = tokens;
    this.oracleApi = new OracleApi(oracle);
    this.oracle = oracle;
    this.faults = faults;
    this.accessLog = accessLog;
    this.seed = seed;
  }

  Mono<Void> handle(HttpServerRequest request, HttpServerResponse response) {
    return request
        .receive()
        .aggregate()
        .asString(StandardCharsets.UTF_8)
        .defaultIfEmpty("")
        .flatMap(form -> exchange(read(request, form), new Delivery(response)));
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
      return delivery.send(reply(() -> oracleApi.answer(request)));
    }
    if (request.path().equals(TOKEN_PATH) && request.method().equals("POST")) {
      return delivery.send(reply(() -> tokens.issue(Parameters.parse(request.form()))));
    }
    oracle.requested(request.isCreate());
    Fault fault = faults.next(request.isCreate());
    String requestId = "RQ" + Sids.hex(Hash.of(seed, requests.incrementAndGet()));
    delivery.fromTwilio(requestId, concurrent.incrementAndGet());
    return delivered(request, fault, delivery).doFinally(end -> concurrent.decrementAndGet());
  }

  private Mono<Void> delivered(ApiRequest request, Fault fault, Delivery delivery) {
    if (!fault.takesEffect()) {
      accessLog.struck(request, fault);
      return delivery.send(fault, Reply.empty(0));
    }
    Reply reply = reply(() -> calls.answer(request));
    Fault striking = reply.ok() ? fault : Fault.NONE;
    accessLog.answered(request, reply, striking);
    return delivery.send(striking, reply);
  }

  private static Reply reply(Answering answering) {
    try {
      return answering.answer();
    } catch (ApiError error) {
      return Reply.error(error);
    } catch (RuntimeException e) {
      LOG.error("The simulator failed to answer", e);
      return Reply.error(500, 20500, "Internal Server Error");
    }
  }

  private interface Answering {
    Reply answer();
  }
}
