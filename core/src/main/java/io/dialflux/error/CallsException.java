package io.dialflux.error;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A failed operation. Its type says what the caller can do next, {@link #outcome()} whether a phone
 * may have rung.
 *
 * <p>Messages name the operation, never the data: no phone number and no secret is held by an
 * exception of this library.
 */
public abstract class CallsException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final Outcome outcome;

  CallsException(Outcome outcome, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.outcome = outcome;
  }

  /**
   * {@return whether the request may have taken effect; never null. For a read nothing ever rings,
   * whatever it says}
   */
  public final Outcome outcome() {
    return outcome;
  }
}
