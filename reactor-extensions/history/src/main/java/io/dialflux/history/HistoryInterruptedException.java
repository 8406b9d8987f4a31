package io.dialflux.history;

import io.dialflux.error.CallsException;
import java.io.Serial;

/**
 * A history that could not go on. {@link #resumeAt()} goes on there, in this process or another.
 * The {@link #getCause() cause} says what went wrong.
 */
public final class HistoryInterruptedException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient HistoryToken resumeAt;

  /**
   * A history that broke off: for tests of those who read one.
   *
   * @param resumeAt where to go on
   * @param cause why a page could not be read
   */
  public HistoryInterruptedException(HistoryToken resumeAt, CallsException cause) {
    super("history stopped at a page: " + cause.getMessage(), cause);
    this.resumeAt = resumeAt;
  }

  /**
   * {@return where the history goes on, behind the last call that was handed out; null only in an
   * exception that was serialized}
   */
  public HistoryToken resumeAt() {
    return resumeAt;
  }
}
