package io.dialflux.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Twilio answered with an error of its own. {@link Outcome#REFUSED} for a 4xx; {@link
 * Outcome#UNKNOWN} for 408, 3xx and every 5xx, after which a call may exist all the same.
 *
 * <p>The message repeats Twilio's text with numbers, addresses and links masked.
 */
public class ApiException extends CallsException {
  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final int code;
  private final @Nullable String moreInfo;
  private final @Nullable String requestId;

  public ApiException(
      Outcome outcome,
      int status,
      int code,
      String message,
      @Nullable String moreInfo,
      @Nullable String requestId) {
    super(outcome, message, null);
    this.status = status;
    this.code = code;
    this.moreInfo = moreInfo;
    this.requestId = requestId;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /**
   * Twilio's error code, as in <a href="https://www.twilio.com/docs/api/errors">its dictionary</a>;
   * 0 where a 429 came without one.
   */
  public int code() {
    return code;
  }

  /** Twilio's link to a page about the error; null where there was none. */
  public @Nullable String moreInfo() {
    return moreInfo;
  }

  /**
   * The answer's {@code Twilio-Request-Id}, which Twilio's support asks for; null if there was
   * none.
   */
  public @Nullable String requestId() {
    return requestId;
  }
}
