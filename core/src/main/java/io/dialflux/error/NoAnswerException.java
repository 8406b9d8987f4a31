package io.dialflux.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * At least one byte of the request was written and no whole answer came back: the connection was
 * reset or closed, or time ran out. Always {@link Outcome#UNKNOWN}.
 */
public final class NoAnswerException extends CallsException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * A request without an answer: for tests and mocks of a client, as the client itself makes them.
   *
   * @param message must hold no personal data: exceptions end up in logs
   * @param cause what the connection said, or null
   */
  public NoAnswerException(String message, @Nullable Throwable cause) {
    super(Outcome.UNKNOWN, message, cause);
  }
}
