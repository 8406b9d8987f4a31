package io.dialflux.error;

import java.io.Serial;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * 429: too many requests at once. Twilio documents that such a request <a
 * href="https://www.twilio.com/docs/errors/20429">was never processed and is always safe to
 * retry</a>, so it is {@link Outcome#REFUSED}.
 */
public final class RateLimitedException extends ApiException {
  @Serial private static final long serialVersionUID = 1L;

  private final @Nullable Duration retryAfter;

  public RateLimitedException(
      int code,
      String message,
      @Nullable String moreInfo,
      @Nullable String requestId,
      @Nullable Duration retryAfter) {
    super(Outcome.REFUSED, 429, code, message, moreInfo, requestId);
    this.retryAfter = retryAfter;
  }

  /** The answer's {@code Retry-After}, never negative; null where there was none to read. */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
