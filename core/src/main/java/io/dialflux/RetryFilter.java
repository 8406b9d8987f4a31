package io.dialflux;

import io.dialflux.error.ApiException;
import io.dialflux.error.CallsException;
import io.dialflux.error.ListingInterruptedException;
import io.dialflux.error.NotSentException;
import io.dialflux.error.Outcome;
import io.dialflux.error.RateLimitedException;
import io.dialflux.http.ApiRequest;
import io.dialflux.http.ApiResponse;
import io.dialflux.http.Effect;
import io.dialflux.http.Exchange;
import io.dialflux.http.ExchangeFilter;
import io.dialflux.http.Operation;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Sends a request again where that is safe: the table of outcomes, read by the request's effect.
 */
final class RetryFilter implements ExchangeFilter {
  private static final int NOT_FOUND = 404;

  private final RetryPolicy policy;
  private final Scheduler scheduler;

  RetryFilter(RetryPolicy policy, Scheduler scheduler) {
    this.policy = policy;
    this.scheduler = scheduler;
  }

  @Override
  public Mono<ApiResponse> filter(ApiRequest request, Exchange next) {
    return Mono.defer(() -> new Attempts(request, next).next());
  }

  /** The attempts of one operation. */
  private final class Attempts {
    private final ApiRequest request;
    private final Exchange exchange;
    private int failed;
    private Duration waited = Duration.ZERO;
    private @Nullable CallsException unknown;

    Attempts(ApiRequest request, Exchange exchange) {
      this.request = request;
      this.exchange = exchange;
    }

    Mono<ApiResponse> next() {
      return exchange
          .exchange(request.attempt(failed + 1, waited))
          .onErrorResume(CallsException.class, this::after);
    }

    /** The next attempt when it is time for it, or the result that there is without one. */
    private Mono<ApiResponse> after(CallsException failure) {
      failed++;
      if (doneBefore(failure)) {
        return Mono.just(new ApiResponse(NOT_FOUND, name -> null, null));
      }
      Duration delay = repeatable(failure) && failed < policy.attempts() ? delay(failure) : null;
      if (delay == null) {
        return Mono.error(verdict(failure));
      }
      if (failure.outcome() == Outcome.UNKNOWN) {
        unknown = failure;
      }
      waited = delay;
      return Mono.delay(delay, scheduler).then(Mono.defer(this::next));
    }

    /** A delete that finds nothing to delete, after one that got no definite answer, is done. */
    private boolean doneBefore(CallsException failure) {
      return request.operation() == Operation.DELETE
          && unknown != null
          && failure instanceof ApiException e
          && e.status() == NOT_FOUND;
    }

    private boolean repeatable(CallsException e) {
      if (e instanceof NotSentException n) {
        return !n.isFinal();
      }
      if (e instanceof ListingInterruptedException) {
        return false; // calls of another page were handed on: to read this one cannot undo that
      }
      return e instanceof RateLimitedException
          || e.outcome() == Outcome.UNKNOWN && request.effect() != Effect.ONCE;
    }

    private @Nullable Duration delay(CallsException e) {
      if (e instanceof RateLimitedException limited && limited.retryAfter() != null) {
        Duration asked = limited.retryAfter();
        return asked.compareTo(policy.maxRetryAfter()) <= 0 ? asked : null;
      }
      return policy.backoff(failed - 1);
    }

    /**
     * A last attempt that was not processed does not undo an earlier one that may have been; and an
     * update may be refused because of what the earlier one did.
     */
    private CallsException verdict(CallsException last) {
      boolean lastUnprocessed =
          last instanceof NotSentException
              || last instanceof RateLimitedException
              || last.outcome() == Outcome.REFUSED && request.operation() == Operation.UPDATE;
      if (unknown == null || !lastUnprocessed) {
        return last;
      }
      unknown.addSuppressed(last);
      return unknown;
    }
  }
}
