package io.dialflux.cli.summary;

import io.dialflux.cli.summary.Frame.Key;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A history as one HTML file to be sent to somebody: it runs no script, asks nothing of any host,
 * and can be printed. It holds counts, times and amounts, and nothing of a person.
 */
public final class SummaryPage {
  /** As many bars as can be told apart. */
  private static final int MOST_PLACES = 92;

  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

  private static final String ANSWER_RATE =
      " The answer rate is of calls that were answered, not answered, busy or failed; canceled calls"
          + " and those that are not over are left aside.";

  private final Markup page = new Markup();
  private final HistorySummary summary;
  private final CallTotals all;
  private final List<Period> periods;

  private SummaryPage(HistorySummary summary) {
    this.summary = summary;
    this.all = summary.all();
    this.periods = summary.periods(MOST_PLACES);
  }

  /**
   * Writes the page.
   *
   * @param which calls are meant, in words and without a number, as {@code Calls that were busy}
   * @param readAt when they were read, because prices and ends come late
   */
  public static String html(HistorySummary summary, String which, Instant readAt) {
    return new SummaryPage(summary).write(which, readAt);
  }

  private String write(String which, Instant readAt) {
    page.open("html", "lang", "en");
    head(which + ", " + summary.range());
    page.open("body").open("main");
    page.text("h1", which).text("p", summary.range(), "class", "range");
    if (all.calls() == 0) {
      page.open("dl", "class", "cards");
      card("Calls", "0", "there were none");
      page.close();
    } else {
      cards();
    }
    if (!periods.isEmpty()) {
      plots();
      new PeriodTable(page, periods, summary).write();
    }
    notes(readAt);
    return "<!DOCTYPE html>\n" + page.close().close().close() + "\n";
  }

  private void head(String title) {
    page.open("head");
    page.empty("meta", "charset", "utf-8");
    page.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.empty("meta", "name", "color-scheme", "content", "light dark");
    page.empty("link", "rel", "icon", "href", "data:,");
    page.text("title", title).style(styleSheet()).close();
  }

  private static String styleSheet() {
    try (InputStream sheet = SummaryPage.class.getResourceAsStream("page.css")) {
      return new String(Objects.requireNonNull(sheet).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void cards() {
    Durations talk = all.talk();
    page.open("dl", "class", "cards");
    card("Calls", Figures.count(all.calls()), notOver());
    if (!summary.ofOneStatus()) {
      card(
          "Answer rate",
          Figures.share(all.answerRate()),
          Figures.count(all.count(Ending.ANSWERED)) + " of " + Figures.count(all.tried(), "call"));
    }
    card(
        "Median talk time",
        talk.count() == 0 ? Figures.NONE : Figures.duration(talk.percentile(50)),
        Figures.duration(talk.total()) + " in all");
    card("Cost", Figures.money(all.cost()), unpriced());
    page.close();
  }

  private String notOver() {
    long live = all.count(Ending.LIVE);
    return live == 0 ? "all over" : Figures.count(live) + " not over yet";
  }

  private String unpriced() {
    return all.unpriced() == 0
        ? "charged so far"
        : Figures.count(all.unpriced(), "call") + " without a price yet";
  }

  private void card(String name, String figure, String note) {
    page.open("div").text("dt", name).text("dd", figure);
    page.text("dd", note, "class", "note").close();
  }

  private void plots() {
    PeriodPlots time = new PeriodPlots(page, periods);
    TotalPlots total = new TotalPlots(page, all);
    String per = " per " + periods.get(0).grain().label();
    page.open("div", "class", "plots");
    figure(new Frame("calls", "Calls" + per, true, endings()), time::calls);
    if (!summary.ofOneStatus()) {
      figure(Frame.narrow("outcomes", "How calls ended"), total::outcomes);
      figure(Frame.narrow("rate", "Answer rate" + per), time::answerRate);
    }
    if (all.talk().count() > 0) {
      figure(Frame.narrow("durations", "How long answered calls lasted"), total::durations);
      Key median = new Key("median", "median");
      Key p90 = new Key("p90", "90th percentile");
      figure(Frame.narrow("talk", "Talk time" + per, median, p90), time::talk);
    }
    costs(time, per);
    page.close();
  }

  /** Two beside each other; of an odd number the last takes the whole width. */
  private void costs(PeriodPlots time, String per) {
    List<String> currencies = List.copyOf(all.cost().keySet());
    for (int i = 0; i < currencies.size(); i++) {
      String currency = currencies.get(i);
      boolean wide = i == currencies.size() - 1 && i % 2 == 0;
      Frame frame = new Frame("cost-" + i, "Cost" + per + ", " + currency, wide, List.of());
      figure(frame, framed -> time.cost(framed, currency));
    }
  }

  private List<Key> endings() {
    return all.endings().stream().map(ending -> new Key(ending.style(), ending.label())).toList();
  }

  private void figure(Frame frame, Consumer<Frame> plot) {
    page.open("figure", "class", frame.wide() ? "wide" : "").open("figcaption");
    page.text("h2", frame.title(), "id", frame.titleId());
    if (!frame.keys().isEmpty()) {
      page.open("ul");
      frame
          .keys()
          .forEach(
              key -> page.open("li").text("i", "", "class", key.style()).text(key.label()).close());
      page.close();
    }
    page.close().open("div", "class", "plot");
    plot.accept(frame);
    page.close().close();
  }

  private void notes(Instant readAt) {
    page.open("footer");
    String origins = Figures.origins(all);
    page.text(
        "p",
        "A day is a UTC day; a call counts for the day on which it began. Days before the first call"
            + " are not shown. Amounts are rounded. Incoming calls count like"
            + " those placed, and so does each leg that another call dialled"
            + (origins.isEmpty() ? "." : ": of these calls, " + origins + ".")
            + (summary.ofOneStatus() ? "" : ANSWER_RATE)
            + " Talk time is that of answered calls; percentiles above 4 minutes are told to 1 %.");
    page.text(
        "p",
        "Read at "
            + readAt.truncatedTo(ChronoUnit.MINUTES)
            + ". Prices may come later than the calls. This page holds no phone numbers. Made by"
            + " dialflux history summary.");
    page.close();
  }
}
