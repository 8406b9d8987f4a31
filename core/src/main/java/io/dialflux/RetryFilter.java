package io.dialflux;

import io.dialflux.error.ApiException;
import io.dialflux.error.CallsException;
import io.dialflux.error.NotSentException;
import io.dialflux.error.NotSentException.Reason;
import io.dialflux.error.Outcome;
import io.dialflux.error.RateLimitedException;
import io.dialflux.http.ApiRequest;
import io.dialflux.http.ApiResponse;
import io.dialflux.http.Effect;
import io.dialflux.http.Exchange;
import io.dialflux.http.ExchangeFilter;
import io.dialflux.http.Operation;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;

/**
 * Sends a request again where that is safe: the table of outcomes, read by the request's effect.
 */
final class RetryFilter implements ExchangeFilter {
  private static final Set<Reason> FINAL = EnumSet.of(Reason.NOT_AFTER, Reason.CLOSED);

  private final RetryPolicy policy;
  private final Scheduler scheduler;

  RetryFilter(RetryPolicy policy, Scheduler scheduler) {
    this.policy = policy;
    this.scheduler = scheduler;
  }

  @Override
  public Mono<ApiResponse> filter(ApiRequest request, Exchange next) {
    return Mono.defer(
        () -> {
          Attempts attempts = new Attempts(request);
          return next.exchange(request)
              .retryWhen(
                  Retry.from(failures -> failures.concatMap(f -> attempts.after(f.failure()))))
              .onErrorResume(ApiException.class, attempts::doneBefore);
        });
  }

  /** The attempts of one operation. */
  private final class Attempts {
    private final ApiRequest request;
    private int failed;
    private @Nullable CallsException unknown;

    Attempts(ApiRequest request) {
      this.request = request;
    }

    /** Emits when it is time for the next attempt, or ends with the error to report. */
    Mono<Long> after(Throwable failure) {
      if (!(failure instanceof CallsException e)) {
        return Mono.error(failure);
      }
      failed++;
      Duration delay = repeatable(e) && failed < policy.attempts() ? delay(e) : null;
      if (delay == null) {
        return Mono.error(verdict(e));
      }
      if (e.outcome() == Outcome.UNKNOWN) {
        unknown = e;
      }
      return Mono.delay(delay, scheduler);
    }

    private boolean repeatable(CallsException e) {
      if (e instanceof NotSentException n) {
        return !FINAL.contains(n.reason());
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

    /** A last attempt that was not processed does not undo an earlier one that may have been. */
    private CallsException verdict(CallsException last) {
      boolean lastUnprocessed =
          last instanceof NotSentException || last instanceof RateLimitedException;
      if (unknown == null || !lastUnprocessed) {
        return last;
      }
      unknown.addSuppressed(last);
      return unknown;
    }

    /**
     * A delete that finds nothing to delete, after an attempt that got no definite answer, is done.
     */
    Mono<ApiResponse> doneBefore(ApiException e) {
      boolean done =
          request.operation() == Operation.DELETE && e.status() == 404 && unknown != null;
      return done ? Mono.just(new ApiResponse(404, Map.of(), null)) : Mono.error(e);
    }
  }
}
