package io.dialflux.http;

import com.google.errorprone.annotations.CheckReturnValue;
import reactor.core.publisher.Mono;

/**
 * Behaviour around every operation: measuring, tracing, headers. User filters stand outside the
 * repetition of failed requests, so one operation passes them once, and its final answer or error
 * comes back through them.
 *
 * <p>A filter may answer by itself, send the request more than once, at the same time too, and ask
 * for other operations of this client or another: nothing of one request is met by another. A copy
 * of the request, with another header, path or form, stays the operation's: its {@code notAfter}
 * and time-outs hold, and a page's calls are handed on from whichever answer the filter returns. A
 * request made anew, by {@link ApiRequest#of} or {@link ApiRequest#form}, is one of its own, with
 * no bound but its own {@code notAfter}; its answer, handed back, is read for the asking operation
 * all the same.
 *
 * <p>A filter that subscribes to {@code next} twice sends the request twice: for {@link
 * Effect#ONCE} that is two phone calls.
 *
 * <pre>{@code
 * ExchangeFilter timing = (request, next) -> next.exchange(request)
 *     .elapsed()
 *     .doOnNext(t -> record(request.operation(), t.getT1()))
 *     .map(Tuple2::getT2);
 * }</pre>
 */
@FunctionalInterface
@CheckReturnValue
public interface ExchangeFilter {
  /**
   * Called for each operation that is subscribed to, and for each page of a list. It must not
   * block. The subscriber's Reactor context reaches it.
   *
   * @param request what is about to be sent
   * @param next the rest of the way to the network
   * @return the operation's answer or error, mostly that of {@code next}
   */
  Mono<ApiResponse> filter(ApiRequest request, Exchange next);

  /**
   * {@return this filter in front of an exchange, as an exchange}
   *
   * @param next the rest of the way to the network
   */
  default Exchange before(Exchange next) {
    return request -> filter(request, next);
  }
}
