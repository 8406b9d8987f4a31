package io.dialflux.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * An answer came that does not come from Twilio's API as documented: a success that is no call, or
 * an error without Twilio's error body, as proxies and failing servers send. Always {@link
 * Outcome#UNKNOWN}.
 */
public final class UnreadableResponseException extends CallsException {
  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final @Nullable String requestId;

  public UnreadableResponseException(
      int status, @Nullable String requestId, String message, @Nullable Throwable cause) {
    super(Outcome.UNKNOWN, message, cause);
    this.status = status;
    this.requestId = requestId;
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The answer's {@code Twilio-Request-Id}; null where there was none. */
  public @Nullable String requestId() {
    return requestId;
  }
}
