package io.dialflux.benchmark.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All that a run has found out, and its files. */
public final class Report {
  private final Map<String, String> circumstances;
  private final List<Target> targets = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final List<Table> tables = new ArrayList<>();
  private final List<Chart> charts = new ArrayList<>();
  private final Map<String, List<Map<String, Double>>> runs = new LinkedHashMap<>();

  /**
   * @param circumstances the machine, the date, the versions: by name
   */
  public Report(Map<String, String> circumstances) {
    this.circumstances = circumstances;
  }

  /** Something that is not in the report, because it failed. */
  public void failed(String what) {
    failures.add(what);
  }

  public void add(Target target) {
    targets.add(target);
  }

  public void add(Table table) {
    tables.add(table);
  }

  public void add(Chart chart) {
    charts.add(chart);
  }

  /** Every run's figures, for programs. */
  public void add(String name, List<Map<String, Double>> figures) {
    runs.put(name, figures);
  }

  /** For a run that is no measurement. */
  public void withoutTargets() {
    targets.clear();
  }

  /** Writes report.txt, report.json, README.md and the plots. */
  public void write(Path directory) throws IOException {
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("report.txt"), text());
    Files.writeString(directory.resolve("report.json"), JsonReport.of(this));
    Files.writeString(directory.resolve("README.md"), MarkdownReport.of(this));
    for (Chart chart : charts) {
      Files.writeString(directory.resolve(chart.name() + ".svg"), Svg.of(chart));
    }
  }

  /** The report as plain text. */
  public String text() {
    return TextReport.of(this);
  }

  Map<String, String> circumstances() {
    return circumstances;
  }

  List<String> failures() {
    return failures;
  }

  List<Target> targets() {
    return targets;
  }

  List<Table> tables() {
    return tables;
  }

  List<Chart> charts() {
    return charts;
  }

  Map<String, List<Map<String, Double>>> runs() {
    return runs;
  }
}
