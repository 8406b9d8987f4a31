package io.dialflux.campaign;

import java.util.Objects;

/**
 * A row that adds nobody, because nobody can be called by it or its person is there from another
 * line; kept in the ledger so that it is not lost. Immutable. {@link #toString()} shows nothing
 * personal.
 */
public final class RejectedRow {
  private final Lead lead;
  private final String reason;

  /**
   * A row, for stores.
   *
   * @param lead as it was given, with its line
   * @param reason what is wrong with it, without repeating it
   */
  public RejectedRow(Lead lead, String reason) {
    this.lead = Objects.requireNonNull(lead, "lead");
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /** {@return the line it stands in} */
  public long line() {
    return lead.line();
  }

  /** {@return the row as it was given. Personal} */
  public Lead lead() {
    return lead;
  }

  /** {@return why it adds nobody} */
  public String reason() {
    return reason;
  }

  /** {@return the line and why it adds nobody} */
  @Override
  public String toString() {
    return "line " + line() + ": " + reason;
  }
}
