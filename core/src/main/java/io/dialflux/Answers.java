package io.dialflux;

import io.dialflux.call.Call;
import io.dialflux.call.CallDecoder;
import io.dialflux.call.LoggedRequest;
import io.dialflux.http.ApiRequest;
import io.dialflux.http.ApiResponse;
import io.dialflux.http.Exchange;
import io.dialflux.http.Operation;
import io.dialflux.internal.netty.AnswerReader;
import io.dialflux.internal.netty.NettyTransport;
import io.dialflux.internal.netty.ResponseHead;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The innermost exchange: what the network brings, read into a result or an error. */
final class Answers implements Exchange {
  private final NettyTransport transport;
  private final Scheduler scheduler;
  private final CallDecoder decoder = new CallDecoder();

  Answers(NettyTransport transport, Scheduler scheduler) {
    this.transport = transport;
    this.scheduler = scheduler;
  }

  @Override
  public Mono<ApiResponse> exchange(ApiRequest request) {
    PageTaker taker = Carried.by(request).taker();
    return taker == null ? send(request, null) : Mono.defer(() -> page(request, taker.begin()));
  }

  private Mono<ApiResponse> page(ApiRequest request, PageTaker.Try taking) {
    return send(request, taking).doOnError(e -> taking.givenUp()).doOnCancel(taking::givenUp);
  }

  private Mono<ApiResponse> send(ApiRequest request, PageTaker.@Nullable Try taking) {
    return transport.send(request, head -> reader(request, head, taking));
  }

  private AnswerReader<ApiResponse> reader(
      ApiRequest request, ResponseHead head, PageTaker.@Nullable Try taking) {
    return head.isSuccess() && request.operation() == Operation.LIST
        ? new PageBody(request, head, taking)
        : new WholeBody<>(
            head,
            (h, body) -> read(request, h, body),
            cause -> Failures.unreadable(request, head, cause));
  }

  private ApiResponse read(ApiRequest request, ResponseHead head, byte[] body) {
    if (!head.isSuccess()) {
      Instant now = Instant.ofEpochMilli(scheduler.now(TimeUnit.MILLISECONDS));
      throw Failures.of(request, head, body, now);
    }
    boolean delete = request.operation() == Operation.DELETE;
    if (delete && body.length > 0) { // a success, but of somebody else
      throw Failures.unreadable(request, head, null);
    }
    Object read;
    try {
      read =
          switch (request.operation()) {
            case DELETE -> null;
            case EVENTS -> LoggedRequest.parse(body);
            default -> decoder.call(body);
          };
    } catch (IllegalArgumentException unreadable) {
      throw Failures.unreadable(request, head, unreadable);
    }
    String field =
        read instanceof Call call
            ? AnswerMatch.differing(request, call)
            : AnswerMatch.differing(request, delete ? null : EventsUri.of(body));
    if (field != null) {
      throw Failures.mismatch(request, head, "another call's", field);
    }
    return new ApiResponse(head.status(), head.headers(), read);
  }
}
