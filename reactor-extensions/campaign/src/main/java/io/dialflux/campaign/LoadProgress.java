package io.dialflux.campaign;

import java.util.List;

/** How far loading has come, and what the latest batch of rows had wrong. Immutable. */
public final class LoadProgress {
  static final LoadProgress NONE = new LoadProgress(0, 0, 0, 0, List.of());

  private final long rows;
  private final long added;
  private final long known;
  private final long rejected;
  private final List<RejectedRow> problems;

  private LoadProgress(
      long rows, long added, long known, long rejected, List<RejectedRow> problems) {
    this.rows = rows;
    this.added = added;
    this.known = known;
    this.rejected = rejected;
    this.problems = problems;
  }

  LoadProgress plus(LoadedBatch batch) {
    return new LoadProgress(
        rows + batch.rows(),
        added + batch.added(),
        known + batch.known(),
        rejected + batch.rows() - batch.added() - batch.known(),
        batch.problems());
  }

  /** {@return the rows written so far: those added, known and rejected together} */
  public long rows() {
    return rows;
  }

  /** {@return the leads that are new} */
  public long added() {
    return added;
  }

  /** {@return the rows whose person was there before, from this file or another} */
  public long known() {
    return known;
  }

  /** {@return the rows by which nobody can be called} */
  public long rejected() {
    return rejected;
  }

  /**
   * {@return what is wrong in the latest batch, by line: rejected rows, and rows that repeat a
   * person of another line; unmodifiable}
   */
  public List<RejectedRow> problems() {
    return problems;
  }

  @Override
  public String toString() {
    return "LoadProgress["
        + rows
        + " rows: "
        + added
        + " added, "
        + known
        + " known, "
        + rejected
        + " rejected]";
  }
}
