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
    /** The client is closed. */
    CLOSED
  }

  private final Reason reason;
  private final boolean refused;

  /**
   * A request that was not written: for tests and mocks of a client, as the client itself makes
   * them.
   *
   * @param reason why nothing was written
   * @param message must hold no personal data: exceptions end up in logs
   * @param cause what the connection said, or null
   */
  public NotSentException(Reason reason, String message, @Nullable Throwable cause) {
    this(reason, message, cause, false);
  }

  private NotSentException(
      Reason reason, String message, @Nullable Throwable cause, boolean refused) {
    super(Outcome.NOT_SENT, message, cause);
    this.reason = reason;
    this.refused = refused;
  }

  /**
   * An access token that is refused for good, as {@code invalid_client} is: for tests and mocks of
   * a client, as the client itself makes them.
   *
   * @param message must hold no personal data and no secret
   * @param cause the token endpoint's answer, or null
   * @return an exception for {@link Reason#CREDENTIALS} that {@link #isFinal() is final}
   */
  public static NotSentException credentialsRefused(String message, @Nullable Throwable cause) {
    return new NotSentException(Reason.CREDENTIALS, message, cause, true);
  }

  /**
   * {@return whether sending the request again cannot help} So it is where its {@code notAfter} has
   * passed, the client is closed, or its credentials are refused where access tokens are given.
   */
  public boolean isFinal() {
    return refused || reason == Reason.NOT_AFTER || reason == Reason.CLOSED;
  }

  /** {@return why nothing was written; never null. More reasons may be added} */
  public Reason reason() {
    return reason;
  }
}
