package io.dialflux.cli.summary;

/**
 * A plot of lying bars as SVG, below each other: however many there are, each has its whole name
 * before it, and what it comes to behind it.
 */
final class Rows {
  private static final double HEIGHT = 240;
  private static final double LEFT = 96;
  private static final double RIGHT = 66;
  private static final double HIGHEST_ROW = 44;
  private static final double GAP = 8;

  private final Markup svg;
  private final double width;
  private final double most;
  private final double row;
  private int drawn;

  private Rows(Markup svg, double width, double most, int rows) {
    this.svg = svg;
    this.width = width;
    this.most = most;
    this.row = Math.min(HIGHEST_ROW, HEIGHT / rows);
  }

  /**
   * Begins it, to be drawn on and {@linkplain #end() ended}.
   *
   * @param most the value of the longest bar
   */
  static Rows begin(Markup to, Frame frame, String description, double most, int rows) {
    frame.open(to, description, HEIGHT);
    return new Rows(to, frame.width(), most, rows);
  }

  /**
   * Draws the next.
   *
   * @param hint what it is, for whoever points at it
   */
  void bar(String style, String name, double value, String figure, String hint) {
    double y = row * drawn++;
    double baseline = y + row / 2 + 4;
    double length = (width - LEFT - RIGHT) * value / Math.max(1, most);
    svg.open("g", "class", "row").text("title", hint);
    rectangle("hit", 0, y, width, row);
    svg.text("text", name, "class", "place", "x", LEFT - GAP, "y", baseline);
    if (value > 0) {
      rectangle("bar " + style, LEFT, y + row * 0.15, length, row * 0.7);
    }
    svg.text("text", figure, "class", "top", "x", LEFT + length + GAP, "y", baseline);
    svg.close();
  }

  private void rectangle(String style, double x, double y, double wide, double high) {
    svg.empty("rect", "class", style, "x", x, "y", y, "width", wide, "height", high);
  }

  void end() {
    svg.close();
  }
}
