package io.dialflux.benchmark.report;

import java.util.List;

/** The report as a page. */
final class MarkdownReport {
  private MarkdownReport() {}

  static String of(Report report) {
    StringBuilder text = new StringBuilder("# Dialflux benchmarks\n\n");
    text.append("Written by `mvn -Pbenchmarks`; the raw figures are in `report.json`.\n\n");
    report.circumstances().forEach((name, value) -> text.append("- " + name + ": " + value + "\n"));
    report.failures().forEach(what -> text.append("- **failed**: " + what + "\n"));
    text.append("\n");
    for (Chart chart : report.charts()) {
      text.append("![" + chart.title() + "](" + chart.name() + ".svg)\n\n");
    }
    if (!report.targets().isEmpty()) {
      append(text, TextReport.targets(report));
    }
    report.tables().forEach(table -> append(text, table));
    return text.toString().stripTrailing() + "\n";
  }

  private static void append(StringBuilder text, Table table) {
    text.append("## ").append(table.title()).append("\n\n");
    if (!table.note().isEmpty()) {
      text.append(table.note()).append("\n\n");
    }
    row(text, table.columns());
    text.append("|---".repeat(table.columns().size())).append("|\n");
    table.rows().forEach(row -> row(text, row));
    text.append("\n");
  }

  private static void row(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
