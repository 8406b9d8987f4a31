package io.dialflux.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * An answer came that does not come from Twilio's API as documented: a success that is no call, an
 * error without Twilio's error body, as proxies and failing servers send, the answer to another
 * request, or a page whose {@link #isBadLink() link} is not followed. Always {@link
 * Outcome#UNKNOWN}.
 */
public final class UnreadableResponseException extends CallsException {
  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final @Nullable String requestId;
  private final boolean badLink;

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
    this(status, requestId, message, cause, false);
  }

  private UnreadableResponseException(
      int status,
      @Nullable String requestId,
      String message,
      @Nullable Throwable cause,
      boolean badLink) {
    super(Outcome.UNKNOWN, message, cause);
    this.status = status;
    this.requestId = requestId;
    this.badLink = badLink;
  }

  /**
   * A page whose link is not followed: for tests and mocks of a client, as the client itself makes
   * them.
   *
   * @param message must hold no personal data, such as the link itself
   * @param cause what is wrong with the link, or null
   * @return an exception of which {@link #isBadLink()} is true
   */
  public static UnreadableResponseException badLink(String message, @Nullable Throwable cause) {
    return new UnreadableResponseException(200, null, message, cause, true);
  }

  /**
   * {@return whether it is a page's link to the next one, which leads back to a page that was read,
   * to another host or account, or to a place that is not clear} Going on at that link meets it
   * again, for ever if it leads in a circle.
   */
  public boolean isBadLink() {
    return badLink;
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
