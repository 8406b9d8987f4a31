package io.dialflux.campaign;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.List;

/**
 * How far loading has come, and which rows of the latest batch added nobody. Every row is counted
 * once: it is added, known, repeated or rejected. Immutable.
 */
@CheckReturnValue
public final class LoadProgress {
  static final LoadProgress NONE = new LoadProgress(0, 0, 0, 0, List.of(), List.of());

  private final long rows;
  private final long added;
  private final long repeated;
  private final long rejected;
  private final List<RejectedRow> repeatedRows;
  private final List<RejectedRow> rejectedRows;

  private LoadProgress(
      long rows,
      long added,
      long repeated,
      long rejected,
      List<RejectedRow> repeatedRows,
      List<RejectedRow> rejectedRows) {
    this.rows = rows;
    this.added = added;
    this.repeated = repeated;
    this.rejected = rejected;
    this.repeatedRows = repeatedRows;
    this.rejectedRows = rejectedRows;
  }

  LoadProgress plus(LoadedBatch batch) {
    return new LoadProgress(
        rows + batch.rows(),
        added + batch.added(),
        repeated + batch.repeated().size(),
        rejected + batch.rejected().size(),
        batch.repeated(),
        batch.rejected());
  }

  /** {@return the rows written so far} */
  public long rows() {
    return rows;
  }

  /** {@return the leads that are new} */
  public long added() {
    return added;
  }

  /** {@return the rows that were loaded before: their person is there, from the same line} */
  public long known() {
    return rows - added - repeated - rejected;
  }

  /** {@return the rows whose person is there from another line, of this list or another} */
  public long repeated() {
    return repeated;
  }

  /** {@return the rows by which nobody can be called} */
  public long rejected() {
    return rejected;
  }

  /** {@return the latest batch's repeated rows, by line, each with the line it repeats} */
  public List<RejectedRow> repeatedRows() {
    return repeatedRows;
  }

  /** {@return the latest batch's rejected rows, by line, each with what is wrong with it} */
  public List<RejectedRow> rejectedRows() {
    return rejectedRows;
  }

  @Override
  public String toString() {
    return "LoadProgress["
        + rows
        + " rows: "
        + added
        + " added, "
        + known()
        + " known, "
        + repeated
        + " repeated, "
        + rejected
        + " rejected]";
  }
}
