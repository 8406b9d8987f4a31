package io.dialflux.campaign;

import java.io.Serial;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A ledger cannot be used as asked, or any more. What was dialled before is written down; nothing
 * is dialled after. Its message holds no personal data.
 */
public final class LedgerException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /** What stands in the way. */
  public enum Reason {
    /** Another process dials on this ledger. */
    IN_USE,
    /** The ledger was written by a newer version. */
    NEWER,
    /** The ledger belongs to another account. */
    OTHER_ACCOUNT,
    /** The ledger is older than what was last seen of it: {@link Campaign#reconcile} first. */
    RESTORED,
    /** The ledger was opened for reading only. */
    READ_ONLY,
    /** The file is missing, no ledger, or cannot be written. */
    UNUSABLE
  }

  private final Reason reason;

  /**
   * An exception for stores.
   *
   * @param reason what stands in the way
   * @param message what to do about it
   * @param cause null where there is none
   */
  public LedgerException(Reason reason, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /** {@return what stands in the way} */
  public Reason reason() {
    return reason;
  }
}
