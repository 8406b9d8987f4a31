package io.dialflux.campaign.kill;

import java.util.LinkedHashMap;
import java.util.Map;

/** What was not as it must be: all of it, and since when, for a campaign is judged to its end. */
final class Findings {
  private final Map<String, String> first = new LinkedHashMap<>();
  private final Map<String, String> last = new LinkedHashMap<>();
  private String when = "";

  void now(String when) {
    this.when = when;
  }

  void mustBeZero(String what, long figure) {
    if (figure != 0) {
      first.putIfAbsent(what, figure + " " + when);
      last.put(what, figure + " " + when);
    }
  }

  boolean isEmpty() {
    return first.isEmpty();
  }

  /** A line for each. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    first.forEach(
        (what, figure) -> text.append('\n').append(what).append(": ").append(figure).append(last(what, figure)));
    return text.toString();
  }

  private String last(String what, String firstFigure) {
    String latest = last.getOrDefault(what, firstFigure);
    return latest.equals(firstFigure) ? "" : ", and " + latest;
  }
}
