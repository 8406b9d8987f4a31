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

  /**
   * A 429 as Twilio answered it: for tests and mocks of a client, as the client itself makes them.
   *
   * @param code Twilio's error code, mostly 20429; 0 if there was none
   * @param message must hold no personal data: exceptions end up in logs
   * @param moreInfo a link to Twilio's page about the error, or null
   * @param requestId the answer's {@code Twilio-Request-Id}, or null
   * @param retryAfter how long Twilio asks to wait, or null
   */
  public RateLimitedException(
      int code,
      String message,
      @Nullable String moreInfo,
      @Nullable String requestId,
      @Nullable Duration retryAfter) {
    super(Outcome.REFUSED, 429, code, message, moreInfo, requestId);
    this.retryAfter = retryAfter;
  }

  /**
   * {@return how long the answer's {@code Retry-After}, in seconds or as a date of HTTP, asks to
   * wait; never negative, and null where there was none, or it was negative, past or unreadable.
   * What is too large for a {@code Duration} is the largest one}
   */
  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
