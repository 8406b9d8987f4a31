package io.dialflux.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * Not one byte of the request was written to a connection, known from the socket's side of the
 * channel and not guessed from an exception. Always {@link Outcome#NOT_SENT}: sending it again
 * cannot ring a phone twice.
 */
public final class NotSentException extends CallsException {
  @Serial private static final long serialVersionUID = 1L;

  /** Why nothing was written. */
  public enum Reason {
    /** No connection: refused, unreachable, timed out, or closed before the request. */
    CONNECT,
    /** The host's name could not be resolved. */
    DNS,
    /** The TLS handshake failed. */
    TLS,
    /** More requests are waiting for a connection than the client lets wait. */
    POOL_FULL,
    /** No connection became free in time. */
    ACQUIRE_TIMEOUT,
    /** The request's {@code notAfter} passed before it could be written. */
    NOT_AFTER,
    /** The time-out of the whole operation passed before it could be written. */
    OPERATION_TIMEOUT,
    /** The access token that the request needs could not be had. */
    CREDENTIALS,
    /**
     * The server that gives access tokens refuses the client's credentials: no use in repeating.
     */
    CREDENTIALS_REFUSED,
    /** The client is closed. */
    CLOSED
  }

  private final Reason reason;

  /**
   * A request that was not written: for tests and mocks of a client, as the client itself makes
   * them.
   *
   * @param reason why nothing was written
   * @param message must hold no personal data: exceptions end up in logs
   * @param cause what the connection said, or null
   */
  public NotSentException(Reason reason, String message, @Nullable Throwable cause) {
    super(Outcome.NOT_SENT, message, cause);
    this.reason = reason;
  }

  /** {@return why nothing was written; never null. More reasons may be added} */
  public Reason reason() {
    return reason;
  }
}
