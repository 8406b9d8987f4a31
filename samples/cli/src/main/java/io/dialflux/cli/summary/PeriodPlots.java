package io.dialflux.cli.summary;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The plots of a history whose places are days, weeks or months. */
final class PeriodPlots {
  private final Markup page;
  private final List<Period> periods;

  /**
   * @param periods one at least
   */
  PeriodPlots(Markup page, List<Period> periods) {
    this.page = page;
    this.periods = periods;
  }

  void calls(Frame frame) {
    List<Series> parts = Arrays.stream(Ending.values()).map(this::parts).toList();
    Axis axis = Axis.round(largest(CallTotals::calls), 1, mark -> Figures.count((long) mark));
    begin(frame, busiest(), axis)
        .bars(parts, hints(PeriodPlots::endings), each(t -> Figures.count(t.calls())))
        .end();
  }

  private Series parts(Ending ending) {
    return series(ending.style(), totals -> totals.count(ending));
  }

  private static String endings(CallTotals totals) {
    StringBuilder endings = new StringBuilder(Figures.count(totals.calls(), "call"));
    for (Ending ending : totals.endings()) {
      endings.append(", ").append(Figures.count(totals.count(ending)));
      endings.append(' ').append(ending.label());
    }
    return endings.toString();
  }

  private String busiest() {
    Period busiest =
        periods.stream()
            .max(Comparator.comparingLong(period -> period.totals().calls()))
            .orElseThrow();
    return "Most on "
        + Figures.days(busiest.first(), busiest.last())
        + ": "
        + endings(busiest.totals())
        + ".";
  }

  void answerRate(Frame frame) {
    Axis axis = new Axis(1, 0.25, mark -> Math.round(100 * mark) + " %");
    String description = "Of the calls of each " + periods.get(0).grain().label() + ".";
    begin(frame, description, axis)
        .line(
            series("rate", totals -> totals.answerRate().orElse(Double.NaN)),
            hints(t -> Figures.share(t.answerRate()) + " answered"))
        .end();
  }

  void talk(Frame frame) {
    Axis axis = Axis.clock(largest(t -> t.talk().percentile(90)), s -> Figures.clock((long) s));
    String description = "Median and 90th percentile of how long answered calls lasted.";
    begin(frame, description, axis)
        .line(percentile("p90", 90), hints(t -> talk(t, "90th percentile", 90)))
        .line(percentile("median", 50), hints(t -> talk(t, "median", 50)))
        .end();
  }

  private Series percentile(String style, double percent) {
    return series(
        style,
        totals -> totals.talk().count() == 0 ? Double.NaN : totals.talk().percentile(percent));
  }

  private static String talk(CallTotals totals, String name, double percent) {
    return name + " " + Figures.duration(totals.talk().percentile(percent));
  }

  /** Sums of different currencies are no sum, so each has a plot of its own. */
  void cost(Frame frame, String currency) {
    Function<CallTotals, BigDecimal> amount =
        totals -> totals.cost().getOrDefault(currency, BigDecimal.ZERO);
    Axis axis =
        Axis.round(
            largest(totals -> amount.apply(totals).doubleValue()),
            0.01,
            mark -> Figures.amount(BigDecimal.valueOf(mark)));
    begin(frame, "What Twilio has charged so far.", axis)
        .bars(
            List.of(series("cost", totals -> amount.apply(totals).doubleValue())),
            hints(totals -> currency + " " + Figures.amount(amount.apply(totals))),
            each(totals -> Figures.amount(amount.apply(totals))))
        .end();
  }

  private Plot begin(Frame frame, String description, Axis axis) {
    return Plot.begin(page, frame, description, axis, periods.stream().map(Figures::tick).toList());
  }

  private Series series(String style, ToDoubleFunction<CallTotals> value) {
    return new Series(
        style, periods.stream().map(period -> value.applyAsDouble(period.totals())).toList());
  }

  private double largest(ToDoubleFunction<CallTotals> value) {
    return periods.stream().map(Period::totals).mapToDouble(value).max().orElse(0);
  }

  private List<String> hints(Function<CallTotals, String> hint) {
    return periods.stream()
        .map(
            period ->
                Figures.days(period.first(), period.last()) + ": " + hint.apply(period.totals()))
        .toList();
  }

  private List<String> each(Function<CallTotals, String> label) {
    return periods.stream().map(Period::totals).map(label).toList();
  }
}
