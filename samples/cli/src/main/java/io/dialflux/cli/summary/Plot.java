package io.dialflux.cli.summary;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A plot as SVG: an upright axis from 0, and evenly spread places from left to right. Whoever
 * cannot see it is read its title and description; whoever points at a place sees what is there.
 */
final class Plot {
  private static final double HEIGHT = 240;
  private static final double LEFT = 56;
  private static final double GAP = 8;
  private static final double RIGHT = 26;
  private static final double TOP = 22;
  private static final double BOTTOM = 28;
  private static final double INNER_HEIGHT = HEIGHT - TOP - BOTTOM;
  private static final double WIDEST_BAR = 48;

  /** What a character takes, at most, at the size that the style sheet gives a plot's text. */
  private static final double CHARACTER = 6.5;

  private final Markup svg;
  private final Axis axis;
  private final double width;
  private final double left;
  private final double slot;

  private Plot(Markup svg, Axis axis, double width, int places) {
    this.svg = svg;
    this.axis = axis;
    this.width = width;
    this.left = Math.max(LEFT, GAP + CHARACTER * longest(marksOf(axis)));
    this.slot = (width - left - RIGHT) / Math.max(1, places);
  }

  /**
   * Draws the axis.
   *
   * @param description the point of it, for whoever cannot see it
   * @param places what stands below, from left to right
   * @return to be drawn on, and {@linkplain #end() ended}
   */
  static Plot begin(Markup to, Frame frame, String description, Axis axis, List<String> places) {
    frame.open(to, description, HEIGHT);
    Plot plot = new Plot(to, axis, frame.width(), places.size());
    plot.marks();
    plot.labels(places);
    return plot;
  }

  private static List<String> marksOf(Axis axis) {
    return IntStream.rangeClosed(0, (int) (axis.top() / axis.step() * 1.001))
        .mapToObj(mark -> axis.label().apply(mark * axis.step()))
        .toList();
  }

  private void marks() {
    List<String> marks = marksOf(axis);
    for (int mark = 0; mark < marks.size(); mark++) {
      double y = y(mark * axis.step());
      svg.empty("line", "class", "grid", "x1", left, "x2", width - RIGHT, "y1", y, "y2", y);
      label("mark", marks.get(mark), left - GAP, y + 4);
    }
  }

  /** As many as there is room for. */
  private void labels(List<String> places) {
    int every = (int) Math.ceil((longest(places) + 1) * CHARACTER / slot);
    for (int place = 0; place < places.size(); place += every) {
      label("place", places.get(place), middle(place), HEIGHT - 8);
    }
  }

  private void label(String style, String text, double x, double y) {
    svg.text("text", text, "class", style, "x", x, "y", y);
  }

  private static int longest(List<String> labels) {
    return labels.stream().mapToInt(String::length).max().orElse(0);
  }

  /**
   * Bars whose parts stand on each other.
   *
   * @param hints what each bar is, for whoever points at it
   * @param tops what stands over each bar, if there is room for all
   */
  Plot bars(List<Series> parts, List<String> hints, List<String> tops) {
    boolean labelled = (longest(tops) + 0.5) * CHARACTER <= slot;
    for (int place = 0; place < hints.size(); place++) {
      svg.open("g").text("title", hints.get(place));
      // all of the place can be pointed at, or a low bar could not be hit
      rectangle("hit", left + place * slot, slot, 0, axis.top());
      double height = 0;
      for (Series part : parts) {
        double value = part.at(place);
        if (value > 0) {
          bar(part.style(), place, height, height + value);
          height += value;
        }
      }
      if (labelled) {
        label("top", tops.get(place), middle(place), y(height) - 5);
      }
      svg.close();
    }
    return this;
  }

  private void bar(String style, int place, double from, double to) {
    double wide = Math.min(WIDEST_BAR, slot * 0.8);
    rectangle("bar " + style, middle(place) - wide / 2, wide, from, to);
  }

  private void rectangle(String style, double x, double wide, double from, double to) {
    double y = y(to);
    double high = y(from) - y;
    svg.empty("rect", "class", style, "x", x, "y", y, "width", wide, "height", high);
  }

  /**
   * A line with a dot at each place that has a value; it breaks where there is none.
   *
   * @param hints what each dot is, for whoever points at it
   */
  Plot line(Series series, List<String> hints) {
    StringBuilder points = new StringBuilder();
    for (int place = 0; place < hints.size(); place++) {
      double value = series.at(place);
      if (Double.isNaN(value)) {
        stroke(series, points);
      } else {
        points.append(String.format(Locale.ROOT, "%.1f,%.1f ", middle(place), y(value)));
      }
    }
    stroke(series, points);
    for (int place = 0; place < hints.size(); place++) {
      if (!Double.isNaN(series.at(place))) {
        dot(series, place, hints.get(place));
      }
    }
    return this;
  }

  private void stroke(Series series, StringBuilder points) {
    if (points.length() > 0) {
      svg.empty("polyline", "class", "line " + series.style(), "points", points.toString().strip());
      points.setLength(0);
    }
  }

  private void dot(Series series, int place, String hint) {
    double y = y(series.at(place));
    double r = Math.min(3, Math.max(1.5, slot / 3));
    svg.open("circle", "class", "dot " + series.style(), "cx", middle(place), "cy", y, "r", r);
    svg.text("title", hint).close();
  }

  void end() {
    svg.close();
  }

  private double middle(int place) {
    return left + (place + 0.5) * slot;
  }

  private double y(double value) {
    return TOP + INNER_HEIGHT * (1 - value / axis.top());
  }
}
