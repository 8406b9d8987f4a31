package io.dialflux.cli;

import io.dialflux.cli.summary.CallTotals;
import io.dialflux.cli.summary.Durations;
import io.dialflux.cli.summary.Ending;
import io.dialflux.cli.summary.Figures;
import io.dialflux.cli.summary.HistorySummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a history adds up to, as text that 80 columns hold and that needs no colour. */
final class SummaryText {
  private static final String INDENT = "  ";
  private static final String LABELLED = INDENT + "%-13s %s";
  private static final String OUTCOME = INDENT + "%-13s %11s  %7s  ";
  private static final int BAR = 36;

  private final Terminal terminal;
  private final HistorySummary summary;
  private final CallTotals all;

  private SummaryText(Terminal terminal, HistorySummary summary) {
    this.terminal = terminal;
    this.summary = summary;
    this.all = summary.all();
  }

  /**
   * The lines of it.
   *
   * @param which calls are meant, in words
   */
  static List<String> lines(HistorySummary summary, String which, Terminal terminal) {
    return new SummaryText(terminal, summary).lines(which);
  }

  private List<String> lines(String which) {
    List<String> lines = new ArrayList<>();
    lines.add(INDENT + terminal.paint(Colour.BOLD, which));
    lines.add(INDENT + summary.range());
    lines.add("");
    if (all.calls() == 0) {
      lines.add(INDENT + "none");
      return lines;
    }
    lines.addAll(PeriodChart.lines(summary, terminal));
    lines.add("");
    if (!summary.ofOneStatus()) {
      outcomes(lines);
      lines.add("");
    }
    figures(lines);
    return lines;
  }

  private void outcomes(List<String> lines) {
    lines.add(
        terminal.paint(Colour.BOLD, format(OUTCOME, "outcome", "calls", "share").stripTrailing()));
    for (Ending ending : all.endings()) {
      long count = all.count(ending);
      lines.add(
          format(OUTCOME, ending.label(), Figures.count(count), Figures.share(count, all.calls()))
              + terminal.paint(colour(ending), TextBar.of('█', count, all.calls(), BAR)));
    }
  }

  private static Colour colour(Ending ending) {
    return switch (ending) {
      case ANSWERED -> Colour.GREEN;
      case NO_ANSWER, BUSY -> Colour.YELLOW;
      case FAILED -> Colour.RED;
      case CANCELED, OTHER -> Colour.DIM;
      case LIVE -> Colour.CYAN;
    };
  }

  private void figures(List<String> lines) {
    Durations talk = all.talk();
    String origins = Figures.origins(all);
    labelled(
        lines,
        "calls",
        Figures.count(all.calls()) + (origins.isEmpty() ? "" : ", of which " + origins));
    if (!summary.ofOneStatus()) {
      labelled(
          lines,
          "answer rate",
          Figures.share(all.answerRate())
              + " of "
              + Figures.count(all.tried(), "call")
              + " that ended, canceled ones left aside");
    }
    if (talk.count() > 0) {
      labelled(
          lines,
          "talk time",
          "median "
              + percentile(50)
              + ", 90 % within "
              + percentile(90)
              + ", 99 % "
              + percentile(99));
      labelled(
          lines,
          "",
          "longest "
              + Figures.duration(talk.longest())
              + ", in all "
              + Figures.duration(talk.total()));
    }
    labelled(lines, "cost", Figures.money(all.cost()) + unpriced());
  }

  private String percentile(int percent) {
    return Figures.duration(all.talk().percentile(percent));
  }

  private String unpriced() {
    return all.unpriced() == 0
        ? ""
        : " (" + Figures.count(all.unpriced(), "call") + " without a price yet)";
  }

  private void labelled(List<String> lines, String label, String text) {
    lines.add(format(LABELLED, label, text));
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
