package io.dialflux;

import io.dialflux.error.CallsException;
import io.dialflux.error.NoAnswerException;
import io.dialflux.error.NotSentException;
import io.dialflux.http.ApiRequest;
import io.dialflux.http.ApiResponse;
import io.dialflux.http.Exchange;
import io.dialflux.http.ExchangeFilter;
import io.dialflux.internal.netty.Delivery;
import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Bounds the whole operation: waiting, all attempts, and the pauses between them. */
final class DeadlineFilter implements ExchangeFilter {
  private final Duration timeout;
  private final Scheduler scheduler;

  DeadlineFilter(Duration timeout, Scheduler scheduler) {
    this.timeout = timeout;
    this.scheduler = scheduler;
  }

  @Override
  public Mono<ApiResponse> filter(ApiRequest request, Exchange next) {
    return Mono.defer(
        () -> {
          Delivery delivery = new Delivery();
          return next.exchange(request.attach(Carried.by(request).within(delivery)))
              .timeout(timeout, Mono.error(() -> expired(request, delivery)), scheduler);
        });
  }

  private CallsException expired(ApiRequest request, Delivery delivery) {
    String message = request.operation() + ": not done within " + timeout;
    return delivery.giveUp()
        ? new NotSentException(NotSentException.Reason.OPERATION_TIMEOUT, message, null)
        : new NoAnswerException(message, null);
  }
}
