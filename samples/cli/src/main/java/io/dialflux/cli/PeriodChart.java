package io.dialflux.cli;

import io.dialflux.cli.summary.CallTotals;
import io.dialflux.cli.summary.Ending;
import io.dialflux.cli.summary.Figures;
import io.dialflux.cli.summary.HistorySummary;
import io.dialflux.cli.summary.Period;
import java.math.BigDecimal;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Calls per day, week or month: a row and a bar each, whose full part was answered. The bar takes
 * what the figures leave of 80 columns.
 */
final class PeriodChart {
  private static final int COLUMNS = 79;
  private static final int MOST_ROWS = 31;
  private static final int SHORTEST_BAR = 8;
  private static final String GAP = "  ";

  private final List<Period> periods;
  private final List<Column> columns = new ArrayList<>();
  private final long most;
  private final int width;

  private record Column(String header, Function<Period, String> cell, int width) {}

  private PeriodChart(HistorySummary summary) {
    this.periods = summary.periods(MOST_ROWS);
    this.most = periods.stream().mapToLong(period -> period.totals().calls()).max().orElse(0);
    column(periods.get(0).grain().heading(), PeriodChart::name);
    column("calls", period -> Figures.count(period.totals().calls()));
    if (!summary.ofOneStatus()) {
      column("answered", period -> Figures.share(period.totals().answerRate()));
    }
    column("median", PeriodChart::median);
    // amounts of several currencies do not fit in, nor do they add up
    if (summary.all().cost().size() == 1) {
      String currency = summary.all().cost().keySet().iterator().next();
      column(currency, period -> cost(period.totals(), currency));
    }
    int figures = columns.stream().mapToInt(column -> GAP.length() + column.width).sum();
    this.width = Math.max(SHORTEST_BAR, COLUMNS - figures - GAP.length());
  }

  private void column(String header, Function<Period, String> cell) {
    int widest = periods.stream().map(cell).mapToInt(String::length).max().orElse(0);
    columns.add(new Column(header, cell, Math.max(header.length(), widest)));
  }

  static List<String> lines(HistorySummary summary, Terminal terminal) {
    PeriodChart chart = new PeriodChart(summary);
    List<String> lines = new ArrayList<>();
    lines.add(terminal.paint(Colour.BOLD, chart.line(Column::header, " ".repeat(chart.width))));
    for (Period period : chart.periods) {
      lines.add(chart.line(column -> column.cell.apply(period), chart.bar(period, terminal)));
    }
    if (!summary.ofOneStatus()) {
      lines.add(GAP + terminal.paint(Colour.DIM, "█ answered  ░ all others"));
    }
    return lines;
  }

  /** The first two columns stand before the bar. */
  private String line(Function<Column, String> text, String bar) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      String cell = text.apply(columns.get(i));
      String padding = " ".repeat(columns.get(i).width - cell.length());
      line.append(GAP).append(i == 0 ? cell + padding : padding + cell);
      line.append(i == 1 ? GAP + bar : "");
    }
    return line.toString();
  }

  private String bar(Period period, Terminal terminal) {
    CallTotals totals = period.totals();
    int length = TextBar.length(totals.calls(), most, width);
    int answered =
        Math.min(length, TextBar.length(totals.count(Ending.ANSWERED), totals.calls(), length));
    return terminal.paint(Colour.GREEN, "█".repeat(answered))
        + terminal.paint(Colour.DIM, "░".repeat(length - answered))
        + " ".repeat(width - length);
  }

  private static String name(Period period) {
    String pattern =
        switch (period.grain()) {
          case DAY -> "EEE yyyy-MM-dd";
          case WEEK -> "yyyy-MM-dd";
          case MONTH -> "yyyy-MM";
        };
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(period.first());
  }

  private static String median(Period period) {
    CallTotals totals = period.totals();
    return totals.talk().count() == 0 ? Figures.NONE : Figures.clock(totals.talk().percentile(50));
  }

  private static String cost(CallTotals totals, String currency) {
    return Figures.amount(totals.cost().getOrDefault(currency, BigDecimal.ZERO));
  }
}
