package io.dialflux.cli;

import io.dialflux.campaign.Campaign;
import io.dialflux.campaign.Forecast;
import io.dialflux.campaign.LeadRecord;
import io.dialflux.campaign.LoadProgress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What would be dialled now, what not and why: for each lead, and summed. Nobody is called. */
final class DryRun {
  private static final int BATCH = 1_000;
  private static final String ROW = "%7s  %-16s  %-20s  %-14s  %-20s  %s";
  private static final String CALLED = "to be called";

  private final Terminal terminal;
  private final Campaign campaign;
  private final double callsPerSecond;
  private final Map<String, Long> sums = new TreeMap<>();

  DryRun(Terminal terminal, Campaign campaign, double callsPerSecond) {
    this.terminal = terminal;
    this.campaign = campaign;
    this.callsPerSecond = callsPerSecond;
  }

  /** On a copy of the ledger, into which the list is loaded. */
  void run(LeadFile file) {
    LoadReport report = new LoadReport(terminal);
    for (LoadProgress progress : campaign.load(file.leads()).toIterable(1)) {
      report.show(progress);
    }
    report.end();
    terminal.line();
    terminal.line(terminal.paint(Colour.BOLD, row("LINE", "PHONE", "KEY", "THEN", "UNTIL", "WHY")));
    for (Forecast forecast : campaign.forecast().toIterable(BATCH)) {
      show(forecast);
    }
    sum();
  }

  private void show(Forecast forecast) {
    LeadRecord record = forecast.lead();
    String then = forecast.isCalled() ? CALLED : StateTable.name(forecast.state());
    String why =
        forecast.waitsFor() == null ? "" : " for " + MeasureLines.name(forecast.waitsFor());
    sums.merge(then + why, 1L, Long::sum);
    terminal.line(
        row(
            record.lead().line(),
            record.lead().phone(),
            record.lead().key() == null ? "" : record.lead().key(),
            then,
            forecast.dueAt() == null ? "" : seconds(forecast.dueAt()),
            forecast.reason()));
  }

  private void sum() {
    Table table = new Table(List.of("then", "leads"), List.of(false, true));
    sums.forEach(
        (then, leads) ->
            table.row(then.equals(CALLED) ? Colour.GREEN : Colour.CYAN, then, figure(leads)));
    table.footer("not done with", figure(sums.values().stream().mapToLong(Long::longValue).sum()));
    terminal.line();
    table.lines(terminal).forEach(line -> terminal.line("  " + line));
    long called = sums.getOrDefault(CALLED, 0L);
    terminal.line(
        String.format(
            Locale.ROOT,
            "  Nobody was called. At %s a second, %,d calls take %s.",
            callsPerSecond == Math.rint(callsPerSecond)
                ? figure((long) callsPerSecond)
                : Double.toString(callsPerSecond),
            called,
            Duration.ofSeconds((long) Math.ceil(called / callsPerSecond))));
  }

  private static Instant seconds(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  private static String figure(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, ROW, cells).stripTrailing();
  }
}
