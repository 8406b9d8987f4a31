package io.dialflux.benchmark;

import static io.dialflux.benchmark.Cells.count;
import static io.dialflux.benchmark.Cells.decimal;
import static io.dialflux.benchmark.Cells.times;

import io.dialflux.benchmark.report.Report;
import io.dialflux.benchmark.report.Table;
import io.dialflux.benchmark.report.Target;
import io.dialflux.benchmark.run.Figures;
import io.dialflux.benchmark.server.Behaviour;
import java.util.List;

/** Long histories: side by side, to files, and in little memory. */
final class HistoryStudy {
  private static final String CPU = "cpu_micros_per_call";
  private static final String SPEED = "calls_per_second";
  private static final int PAGES_PER_DAY = 10;
  private static final int SLOW_DAYS = 16;
  private static final int SMALL_MB = 64;
  private static final int LONGEST_SECONDS = 1_800;

  private final Runner runner;
  private final Results results;
  private final Size size;
  private final Report report;

  HistoryStudy(Runner runner, Results results, Size size, Report report) {
    this.runner = runner;
    this.results = results;
    this.size = size;
    this.report = report;
  }

  void run() throws InterruptedException {
    Case list = cpu("list");
    Case jsonl = cpu("jsonl");
    Case csv = cpu("csv");
    Case twilio = cpu("twilio");
    List<Case> cpu = List.of(list, cpu("history"), jsonl, csv, twilio);
    runner.interleave(size.rounds(), cpu);
    for (Case export : List.of(jsonl, csv)) {
      double ratio = results.ratio(export, list, CPU);
      report.add(
          new Target(
              "history: CPU of " + Names.of(export.contender()),
              "≤ 1.6 × list",
              times(ratio),
              ratio <= 1.6));
    }
    Case one = slow(1);
    Case eight = slow(8);
    runner.interleave(1, List.of(one, eight));
    double gain = results.ratio(eight, one, SPEED);
    report.add(
        new Target("history: 8 windows at 150 ms a page", "≥ 6 × one", times(gain), gain >= 6));

    Case all =
        Case.history("history", Behaviour.HISTORY, size.pages() / PAGES_PER_DAY * 10)
            .with("never_dialled", 1)
            .memory(SMALL_MB, SMALL_MB);
    System.out.println("does it do: " + all.name());
    Figures figures =
        runner
            .attempt(all, LONGEST_SECONDS)
            .orElseThrow(() -> new IllegalStateException(SMALL_MB + " MB do not suffice"));
    results.add(all, figures);
    report.add(
        new Target(
            "history: " + count(figures.get("calls")) + " calls in 64 MB of heap, 64 MB direct",
            "suffice",
            "RSS " + count(figures.get("peak_rss_mb")) + " MB",
            true));
    Table table =
        new Table(
            "Histories of the simulator",
            "The server makes each call up, so calls/s are the server's as well; CPU is of the"
                + " contender's process. Nothing but the SID of a call is looked at.",
            "contender",
            "page after ms",
            "windows",
            "-Xmx MB",
            "calls",
            "calls/s",
            "CPU µs",
            "heap MB",
            "direct MB",
            "RSS MB");
    cpu.forEach(row -> row(table, row));
    row(table, one);
    row(table, eight);
    row(table, all);
    report.add(table);
  }

  private void row(Table table, Case one) {
    table.row(
        Names.of(one.contender()),
        one.behaviour() == Behaviour.HISTORY ? "0" : "150",
        List.of("list", "twilio").contains(one.contender())
            ? "–"
            : count(one.settings().getOrDefault("windows", 8)),
        count(one.heapMb()),
        count(results.median(one, "calls")),
        count(results.median(one, SPEED)),
        decimal(results.median(one, CPU)),
        count(results.median(one, "peak_heap_mb")),
        count(results.median(one, "peak_direct_mb")),
        count(results.median(one, "peak_rss_mb")));
  }

  private Case cpu(String contender) {
    return Case.history(contender, Behaviour.HISTORY, size.pages() / PAGES_PER_DAY)
        .with("warmup_days", Math.max(2, size.warmupPages() / PAGES_PER_DAY));
  }

  private static Case slow(int windows) {
    return Case.history("history", Behaviour.HISTORY_150, SLOW_DAYS)
        .with("windows", windows)
        .with("warmup_days", windows);
  }
}
