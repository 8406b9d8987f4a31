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

  /**
   * An answer that cannot be read: for tests and mocks of a client, as the client itself makes
   * them.
   *
   * @param status the HTTP status
   * @param requestId the answer's {@code Twilio-Request-Id}, or null
   * @param message must hold no personal data: exceptions end up in logs
   * @param cause what reading it failed with, or null
   */
  public UnreadableResponseException(
      int status, @Nullable String requestId, String message, @Nullable Throwable cause) {
    super(Outcome.UNKNOWN, message, cause);
    this.status = status;
    this.requestId = requestId;
  }

  /** {@return the HTTP status of the answer, a success's or an error's} */
  public int status() {
    return status;
  }

  /**
   * {@return the answer's {@code Twilio-Request-Id}; null where there was none, as in an answer of
   * a proxy}
   */
  public @Nullable String requestId() {
    return requestId;
  }
}
