package io.dialflux.cli.summary;

import java.util.List;
import java.util.Locale;

/**
 * What is around a plot.
 *
 * @param id of its element on the page
 * @param title what it shows
 * @param wide whether it takes the page's whole width
 * @param keys what its colours mean; none where they need no words
 */
record Frame(String id, String title, boolean wide, List<Key> keys) {
  private static final double WIDE = 960;
  private static final double NARROW = 468;

  /** A colour of a plot and what it stands for. */
  record Key(String style, String label) {}

  static Frame narrow(String id, String title, Key... keys) {
    return new Frame(id, title, false, List.of(keys));
  }

  double width() {
    return wide ? WIDE : NARROW;
  }

  String titleId() {
    return id + "-title";
  }

  /**
   * Opens the plot's element.
   *
   * @param description the point of it, for whoever cannot see it
   */
  void open(Markup to, String description, double height) {
    String descriptionId = id + "-description";
    String box = String.format(Locale.ROOT, "0 0 %.0f %.0f", width(), height);
    String labels = titleId() + " " + descriptionId;
    to.open("svg", "id", id, "role", "img", "viewBox", box, "aria-labelledby", labels);
    to.text("desc", description, "id", descriptionId);
  }
}
