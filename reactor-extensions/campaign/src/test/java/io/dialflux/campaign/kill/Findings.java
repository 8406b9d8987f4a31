package io.dialflux.campaign.kill;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Figures that must be 0: each the first time that it was not, and the last time it was taken. */
final class Findings {
  private final Map<String, String> firstFaults = new LinkedHashMap<>();
  private final Map<String, Long> figures = new LinkedHashMap<>();
  private String when = "";

  void now(String when) {
    this.when = when;
  }

  void mustBeZero(String what, long figure) {
    figures.put(what, figure);
    if (figure != 0) {
      firstFaults.putIfAbsent(what, figure + " " + when);
    }
  }

  boolean allZero() {
    return firstFaults.isEmpty();
  }

  /** A line for each figure. */
  @Override
  public String toString() {
    return figures.entrySet().stream()
        .map(figure -> "  " + figure.getValue() + " " + figure.getKey() + first(figure.getKey()))
        .collect(Collectors.joining("\n"));
  }

  private String first(String what) {
    return firstFaults.containsKey(what) ? " (first " + firstFaults.get(what) + ")" : "";
  }
}
