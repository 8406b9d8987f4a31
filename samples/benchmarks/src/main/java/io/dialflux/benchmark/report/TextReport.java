package io.dialflux.benchmark.report;

import java.util.ArrayList;
import java.util.List;

/** The report in columns of plain text. */
final class TextReport {
  private TextReport() {}

  static String of(Report report) {
    StringBuilder text = new StringBuilder("Dialflux benchmarks\n\n");
    report.circumstances().forEach((name, value) -> text.append(name + ": " + value + "\n"));
    report.failures().forEach(what -> text.append("FAILED: " + what + "\n"));
    if (!report.targets().isEmpty()) {
      append(text, targets(report));
    }
    report.tables().forEach(table -> append(text, table));
    return text.toString();
  }

  static Table targets(Report report) {
    Table table = new Table("Targets", "", "work", "target", "measured", "met");
    for (Target target : report.targets()) {
      table.row(target.work(), target.wanted(), target.measured(), target.met() ? "yes" : "NO");
    }
    return table;
  }

  private static void append(StringBuilder text, Table table) {
    text.append("\n").append(table.title()).append("\n");
    text.append("-".repeat(table.title().length())).append("\n");
    if (!table.note().isEmpty()) {
      text.append(table.note()).append("\n");
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(table.columns());
    rows.addAll(table.rows());
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String space = " ".repeat(width(rows, column) - row.get(column).length());
        String cell = row.get(column);
        line.append(numbers(table.rows(), column) ? space + cell : cell + space).append("  ");
      }
      text.append(line.toString().stripTrailing()).append("\n");
    }
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static boolean numbers(List<List<String>> rows, int column) {
    return rows.stream()
        .map(row -> row.get(column))
        .anyMatch(
            cell ->
                !cell.isEmpty()
                    && "0123456789.,".indexOf(cell.charAt(cell.length() - 1)) >= 0
                    && Character.isDigit(cell.charAt(0)));
  }
}
