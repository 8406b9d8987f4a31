package io.dialflux.benchmark.report;

import java.util.Locale;

/** Draws a chart. Readable on light and on dark ground. */
final class Svg {
  private static final int WIDTH = 800;
  private static final int LEFT = 260;
  private static final int RIGHT = 90;
  private static final int TOP = 62;
  private static final int BOTTOM = 52;
  private static final int MOST_TICKS = 6;
  private static final int STEP = 30;
  private static final int BAR = 20;
  private static final String OWN = "#0b7a4b";
  private static final String OTHER = "#9aa5b1";
  private static final String INK = "#1f2933";

  private Svg() {}

  static String of(Chart chart) {
    int height = TOP + STEP * chart.bars().size() + BOTTOM;
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\""
                + " height=\"%d\" font-family=\"system-ui, sans-serif\" font-size=\"14\">%n",
            WIDTH, height, WIDTH, height));
    svg.append(format("<title>%s</title>%n", escaped(chart.title())));
    svg.append("<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#ffffff\"/>\n");
    text(svg, 20, 28, "font-size=\"17\" font-weight=\"600\"", chart.title());
    text(svg, 20, 48, "font-size=\"12\" fill-opacity=\"0.7\"", chart.note());
    double most = chart.bars().stream().mapToDouble(Chart.Bar::value).max().orElse(1);
    double step = step(most);
    double end = Math.ceil(most / step) * step;
    axis(svg, chart, step, end);
    int y = TOP;
    for (Chart.Bar bar : chart.bars()) {
      double width = Math.max(1, (WIDTH - LEFT - RIGHT) * bar.value() / end);
      String weight = bar.own() ? "font-weight=\"600\" " : "";
      text(svg, LEFT - 10, y + 15, weight + "text-anchor=\"end\"", bar.label());
      svg.append(
          format(
              "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"3\" fill=\"%s\"/>%n",
              LEFT, y, width, BAR, bar.own() ? OWN : OTHER));
      text(svg, LEFT + width + 8, y + 15, weight, number(bar.value()));
      y += STEP;
    }
    return svg.append("</svg>\n").toString();
  }

  /** From zero, so that lengths compare as the numbers do. */
  private static void axis(StringBuilder svg, Chart chart, double step, double end) {
    int bottom = TOP + STEP * chart.bars().size();
    String small = "font-size=\"12\" fill-opacity=\"0.7\" text-anchor=\"middle\"";
    line(svg, LEFT, bottom, WIDTH - RIGHT, bottom, 0.6);
    for (int tick = 0; tick * step <= end * 1.0001; tick++) {
      double x = LEFT + (WIDTH - LEFT - RIGHT) * tick * step / end;
      line(svg, x, TOP - 4, x, bottom + 4, tick == 0 ? 0.6 : 0.15);
      text(svg, x, bottom + 18, small, tick(tick * step));
    }
    text(svg, LEFT + (WIDTH - LEFT - RIGHT) / 2.0, bottom + 38, small, chart.unit());
  }

  /** One, two or five, and zeros: so that there are few ticks. */
  private static double step(double most) {
    double ten = Math.pow(10, Math.floor(Math.log10(Math.max(most, 1e-9) / MOST_TICKS)));
    for (int times : new int[] {1, 2, 5}) {
      if (most / (times * ten) <= MOST_TICKS) {
        return times * ten;
      }
    }
    return 10 * ten;
  }

  private static void line(
      StringBuilder svg, double x1, double y1, double x2, double y2, double opacity) {
    svg.append(
        format(
            "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\""
                + " stroke-opacity=\"%.2f\"/>%n",
            x1, y1, x2, y2, INK, opacity));
  }

  private static String tick(double value) {
    return value == Math.rint(value) ? format("%,.0f", value) : format("%.2f", value);
  }

  private static void text(
      StringBuilder svg, double x, double y, String attributes, String content) {
    svg.append(
        format(
            "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\" %s>%s</text>%n",
            x, y, INK, attributes, escaped(content)));
  }

  private static String number(double value) {
    return value >= 100 ? format("%,.0f", value) : format(value >= 10 ? "%.1f" : "%.2f", value);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
