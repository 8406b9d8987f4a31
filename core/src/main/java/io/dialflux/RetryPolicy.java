package io.dialflux;

import com.google.errorprone.annotations.CheckReturnValue;
import io.dialflux.internal.wire.Arguments;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * How often a request is sent again, and after how long. Immutable; an option returns a new policy.
 *
 * <p>What may be sent again does not depend on the policy: creates and redirects only after a 429
 * or where not one byte was written; reads, deletes and updates that end a call also after an
 * answer that says nothing definite, or none. Nothing is sent again after a refusal by Twilio, a
 * {@code Retry-After} beyond {@link #maxRetryAfter}, the end of the operation's own time, on a
 * closed client, or when it was cancelled.
 */
@CheckReturnValue
public final class RetryPolicy {
  private static final RetryPolicy NONE =
      new RetryPolicy(1, Duration.ZERO, Duration.ZERO, Duration.ZERO);
  private static final RetryPolicy STANDARD =
      new RetryPolicy(4, Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofSeconds(30));

  private final int attempts;
  private final Duration firstBackoff;
  private final Duration maxBackoff;
  private final Duration maxRetryAfter;

  private RetryPolicy(
      int attempts, Duration firstBackoff, Duration maxBackoff, Duration maxRetryAfter) {
    this.attempts = attempts;
    this.firstBackoff = firstBackoff;
    this.maxBackoff = maxBackoff;
    this.maxRetryAfter = maxRetryAfter;
  }

  /** {@return the policy by which nothing is sent again: the caller owns every repetition} */
  public static RetryPolicy none() {
    return NONE;
  }

  /**
   * {@return the default: 4 attempts; before each new one a random time up to 0.5, 1, 2… seconds,
   * at most 10 (full jitter), or the answer's {@code Retry-After} where that is at most 30 seconds}
   */
  public static RetryPolicy standard() {
    return STANDARD;
  }

  /**
   * How often a request is sent at most.
   *
   * @param attempts 1 to 20, the first time included
   * @return a policy with this bound
   */
  public RetryPolicy maxAttempts(int attempts) {
    return new RetryPolicy(
        Arguments.range("attempts", attempts, 1, 20), firstBackoff, maxBackoff, maxRetryAfter);
  }

  /**
   * How long a new attempt waits: a random time between nothing and a bound that doubles (full
   * jitter).
   *
   * @param first the bound before the second attempt; longer than zero
   * @param max what the bound does not grow beyond; not shorter than {@code first}
   * @return a policy with these waits
   */
  public RetryPolicy backoff(Duration first, Duration max) {
    Arguments.positive("first", first);
    if (Objects.requireNonNull(max, "max").compareTo(first) < 0) {
      throw new IllegalArgumentException("max must not be shorter than first");
    }
    return new RetryPolicy(attempts, first, max, maxRetryAfter);
  }

  /**
   * The longest {@code Retry-After} that is waited for. When Twilio asks for more, the request is
   * not sent again and the error says how long to wait.
   *
   * @param longest longer than zero, at most a day
   * @return a policy with this bound
   */
  public RetryPolicy maxRetryAfter(Duration longest) {
    return new RetryPolicy(
        attempts, firstBackoff, maxBackoff, Arguments.upToADay("longest", longest));
  }

  int attempts() {
    return attempts;
  }

  Duration maxRetryAfter() {
    return maxRetryAfter;
  }

  /** Full jitter: anything from nothing to the doubled back-off. */
  Duration backoff(long repetition) {
    int doublings = (int) Math.min(repetition, 20);
    long first = TimeUnit.NANOSECONDS.convert(firstBackoff);
    long max = Math.min(TimeUnit.NANOSECONDS.convert(maxBackoff), Long.MAX_VALUE - 1);
    long bound = first > max >> doublings ? max : first << doublings;
    return Duration.ofNanos(ThreadLocalRandom.current().nextLong(bound + 1));
  }

  @Override
  public String toString() {
    return "RetryPolicy[" + attempts + " attempts]";
  }
}
