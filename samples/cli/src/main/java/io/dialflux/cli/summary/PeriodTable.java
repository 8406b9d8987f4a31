package io.dialflux.cli.summary;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/** The figures behind the plots. */
final class PeriodTable {
  private final Markup page;
  private final List<Period> periods;
  private final CallTotals all;
  private final List<Ending> endings;
  private final boolean rates;

  PeriodTable(Markup page, List<Period> periods, HistorySummary summary) {
    this.page = page;
    this.periods = periods;
    this.all = summary.all();
    this.rates = !summary.ofOneStatus();
    this.endings = rates ? all.endings() : List.of();
  }

  void write() {
    page.open("section").text("h2", "In figures").open("div", "class", "scroll").open("table");
    page.open("thead").open("tr");
    heading(periods.get(0).grain().heading(), "col");
    heading("calls", "col");
    endings.forEach(ending -> heading(ending.label(), "col"));
    if (rates) {
      heading("answer rate", "col");
    }
    List.of("median", "90th pct.", "talk time").forEach(name -> heading(name, "col"));
    currencies().forEach(currency -> heading(currency, "col"));
    page.close().close().open("tbody");
    periods.forEach(period -> row(Figures.name(period), period.totals()));
    page.close().open("tfoot");
    row("all", all);
    page.close().close().close().close();
  }

  private void row(String name, CallTotals totals) {
    Durations talk = totals.talk();
    page.open("tr");
    heading(name, "row");
    cell(Figures.count(totals.calls()));
    endings.forEach(ending -> cell(Figures.count(totals.count(ending))));
    if (rates) {
      cell(Figures.share(totals.answerRate()));
    }
    cell(talk.count() == 0 ? Figures.NONE : Figures.clock(talk.percentile(50)));
    cell(talk.count() == 0 ? Figures.NONE : Figures.clock(talk.percentile(90)));
    cell(Figures.clock(talk.total()));
    currencies()
        .forEach(
            currency ->
                cell(Figures.amount(totals.cost().getOrDefault(currency, BigDecimal.ZERO))));
    page.close();
  }

  private Set<String> currencies() {
    return all.cost().keySet();
  }

  private void heading(String name, String scope) {
    page.text("th", name, "scope", scope);
  }

  private void cell(String figure) {
    page.text("td", figure);
  }
}
