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
   * @param unit what the bars count, and which way is better
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

  String unit() {
    return unit;
  }

  List<Bar> bars() {
    return bars;
  }

  record Bar(String label, double value, boolean own) {}
}
