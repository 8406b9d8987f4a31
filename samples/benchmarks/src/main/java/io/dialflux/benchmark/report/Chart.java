package io.dialflux.benchmark.report;

import java.util.ArrayList;
import java.util.List;

/** Horizontal bars: one number for each contender. */
public final class Chart {
  private final String name;
  private final String title;
  private final String unit;
  private final List<Bar> bars = new ArrayList<>();

  /**
   * @param name the file's, without its ending
   * @param unit what the bars count; behind a semicolon, which way is better and the like
   */
  public Chart(String name, String title, String unit) {
    this.name = name;
    this.title = title;
    this.unit = unit;
  }

  /** One bar; Dialflux's own stand out. */
  public Chart bar(String label, double value) {
    bars.add(new Bar(label, value, label.startsWith("Dialflux")));
    return this;
  }

  String name() {
    return name;
  }

  String title() {
    return title;
  }

  /** What stands at the axis. */
  String unit() {
    return unit.split("; ", 2)[0];
  }

  /** What stands below the title, perhaps nothing. */
  String note() {
    String[] parts = unit.split("; ", 2);
    return parts.length == 1 ? "" : parts[1];
  }

  List<Bar> bars() {
    return bars;
  }

  record Bar(String label, double value, boolean own) {}
}
