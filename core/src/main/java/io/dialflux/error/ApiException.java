package io.dialflux.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Twilio answered with an error of its own. {@link Outcome#REFUSED} for a 4xx; {@link
 * Outcome#UNKNOWN} for 408, 3xx and every 5xx, after which a call may exist all the same.
 *
 * <p>The message repeats Twilio's text with numbers, addresses and links masked. What to do next
 * follows from {@link #code()}, which is documented, and not from the message, which changes.
 */
public class ApiException extends CallsException {
  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final int code;
  private final @Nullable String moreInfo;
  private final @Nullable String requestId;

  /**
   * An error as Twilio answered it: for tests and mocks of a client, as the client itself makes
   * them.
   *
   * @param outcome whether the request may have taken effect
   * @param status the HTTP status
   * @param code Twilio's error code, 0 if there was none
   * @param message must hold no personal data: exceptions end up in logs
   * @param moreInfo a link to Twilio's page about the error, or null
   * @param requestId the answer's {@code Twilio-Request-Id}, or null
   */
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

  /** {@return the HTTP status of the answer, 300 to 599} */
  public int status() {
    return status;
  }

  /**
   * {@return Twilio's error code, as in <a href="https://www.twilio.com/docs/api/errors">its
   * dictionary</a>; 0 where a 429 came without one}
   */
  public int code() {
    return code;
  }

  /**
   * {@return Twilio's link to a page about the error; null where there was none, or where it led
   * elsewhere than to Twilio}
   */
  public @Nullable String moreInfo() {
    return moreInfo;
  }

  /**
   * {@return the answer's {@code Twilio-Request-Id}, which Twilio's support asks for; null if there
   * was none}
   */
  public @Nullable String requestId() {
    return requestId;
  }
}
