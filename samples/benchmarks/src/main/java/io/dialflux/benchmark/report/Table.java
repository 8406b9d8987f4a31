package io.dialflux.benchmark.report;

import java.util.ArrayList;
import java.util.List;

/** Rows of a table, as a person reads them. */
public final class Table {
  private final String title;
  private final String note;
  private final List<String> columns;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param note what was measured, and how to read it
   * @param columns their heads
   */
  public Table(String title, String note, String... columns) {
    this.title = title;
    this.note = note;
    this.columns = List.of(columns);
  }

  public Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  String title() {
    return title;
  }

  String note() {
    return note;
  }

  List<String> columns() {
    return columns;
  }

  List<List<String>> rows() {
    return rows;
  }
}
