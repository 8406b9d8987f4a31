package io.dialflux.cli;

import io.dialflux.error.RateLimitedException;
import io.dialflux.http.ApiRequest;
import io.dialflux.http.ApiResponse;
import io.dialflux.http.Exchange;
import io.dialflux.http.ExchangeFilter;
import io.dialflux.http.Operation;
import java.util.concurrent.atomic.LongAdder;
import reactor.core.publisher.Mono;

/** Counts the 429s that creates meet: the dialler slows down and sends those again. */
final class RateLimits implements ExchangeFilter {
  private final LongAdder met = new LongAdder();

  @Override
  public Mono<ApiResponse> filter(ApiRequest request, Exchange next) {
    return request.operation() == Operation.CREATE
        ? next.exchange(request).doOnError(RateLimitedException.class, e -> met.increment())
        : next.exchange(request);
  }

  long met() {
    return met.sum();
  }
}
