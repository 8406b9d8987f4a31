package io.dialflux.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A table in a box. Cells are padded before they are painted, so colours do not shift columns. */
final class Table {
  private record Row(List<String> cells, Colour colour) {}

  private final List<String> header;
  private final List<Boolean> numbers;
  private final List<Row> rows = new ArrayList<>();
  private List<String> footer = List.of();

  /**
   * @param numbers for each column, whether it is set to the right
   */
  Table(List<String> header, List<Boolean> numbers) {
    this.header = List.copyOf(header);
    this.numbers = List.copyOf(numbers);
  }

  /** A row whose first cell is painted. */
  void row(Colour colour, String... cells) {
    rows.add(new Row(List.of(cells), colour));
  }

  /** The sums below the rows. */
  void footer(String... cells) {
    footer = List.of(cells);
  }

  List<String> lines(Terminal terminal) {
    List<Integer> widths = IntStream.range(0, header.size()).mapToObj(this::width).toList();
    List<String> lines = new ArrayList<>();
    lines.add(rule(widths, "┌", "┬", "┐"));
    lines.add(line(widths, header, Colour.BOLD, Colour.BOLD, terminal));
    lines.add(rule(widths, "├", "┼", "┤"));
    rows.forEach(row -> lines.add(line(widths, row.cells, row.colour, null, terminal)));
    if (!footer.isEmpty()) {
      lines.add(rule(widths, "├", "┼", "┤"));
      lines.add(line(widths, footer, Colour.BOLD, Colour.BOLD, terminal));
    }
    lines.add(rule(widths, "└", "┴", "┘"));
    return lines;
  }

  private int width(int column) {
    int width = Math.max(length(header, column), length(footer, column));
    for (Row row : rows) {
      width = Math.max(width, length(row.cells, column));
    }
    return width;
  }

  private static int length(List<String> cells, int column) {
    return column < cells.size() ? cells.get(column).length() : 0;
  }

  private static String rule(List<Integer> widths, String left, String middle, String right) {
    List<String> dashes = widths.stream().map(width -> "─".repeat(width + 2)).toList();
    return left + String.join(middle, dashes) + right;
  }

  private String line(
      List<Integer> widths,
      List<String> cells,
      Colour first,
      @Nullable Colour others,
      Terminal terminal) {
    StringBuilder line = new StringBuilder("│");
    for (int column = 0; column < cells.size(); column++) {
      String padding = " ".repeat(widths.get(column) - cells.get(column).length());
      String cell = numbers.get(column) ? padding + cells.get(column) : cells.get(column) + padding;
      Colour colour = column == 0 ? first : others;
      line.append(' ').append(colour == null ? cell : terminal.paint(colour, cell)).append(" │");
    }
    return line.toString();
  }
}
