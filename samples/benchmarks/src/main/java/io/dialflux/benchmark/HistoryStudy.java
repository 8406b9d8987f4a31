package io.dialflux.benchmark;

import static io.dialflux.benchmark.Cells.count;
import static io.dialflux.benchmark.Cells.decimal;

import io.dialflux.benchmark.report.Report;
import io.dialflux.benchmark.report.Table;
import io.dialflux.benchmark.report.Target;
import io.dialflux.benchmark.run.Figures;
import io.dialflux.benchmark.server.Behaviour;
import java.util.List;
import java.util.Optional;

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
    Case read = cpu("list_read");
    Case jsonl = cpu("jsonl");
    Case csv = cpu("csv");
    List<Case> cpu = List.of(list, read, cpu("history"), jsonl, csv, twilio());
    runner.interleave(size.rounds(), cpu);
    for (Case export : List.of(jsonl, csv)) {
      Rounds ratios = results.ratios(export, list, CPU);
      report.add(
          new Target(
              "history: CPU of " + Names.of(export.contender()),
              "≤ 1.6 × list ("
                  + results.ratios(export, read, CPU).times()
                  + " of one that is read)",
              ratios.times(),
              ratios.median() <= 1.6,
              ratios.values()));
    }
    Case one = slow(1);
    Case eight = slow(8);
    runner.interleave(size.rounds(), List.of(one, eight));
    Rounds gain = results.ratios(eight, one, SPEED);
    report.add(
        new Target(
            "history: 8 windows at 150 ms a page",
            "≥ 6 × one",
            gain.times(),
            gain.median() >= 6,
            gain.values()));

    Table table =
        new Table(
            "Histories of the simulator",
            "The server makes each call up, so calls/s are the server's as well; CPU is of the"
                + " contender's process. Nothing but the SID of a call is looked at, if it does not"
                + " say otherwise.",
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
    all(table);
    report.add(table);
  }

  /** All there is, calls that were never dialled too, in a small heap. */
  private void all(Table table) throws InterruptedException {
    Case all =
        Case.history("history", Behaviour.HISTORY, size.historyDays())
            .with("never_dialled", 1)
            .memory(SMALL_MB, SMALL_MB);
    System.out.println("does it do: " + all.name());
    Optional<Figures> figures = runner.attempt(all, LONGEST_SECONDS);
    figures.ifPresent(f -> results.add(all, f));
    report.add(
        new Target(
            "history: calls of " + size.historyDays() + " days in 64 MB of heap, 64 MB direct",
            "suffice",
            figures
                .map(
                    f ->
                        count(f.get("calls"))
                            + " calls, RSS "
                            + count(f.get("peak_rss_mb"))
                            + " MB")
                .orElse("do not"),
            figures.isPresent()));
    if (figures.isPresent()) {
      row(table, all);
    }
  }

  private void row(Table table, Case one) {
    table.row(
        Names.of(one.contender()),
        one.behaviour() == Behaviour.HISTORY ? "0" : "150",
        List.of("list", "list_read", "twilio").contains(one.contender())
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

  /**
   * The warm-up is as long as what is measured: less leaves much of the work to the interpreter and
   * the compilers, and an export's file to memory that the machine has not used before.
   */
  private Case cpu(String contender) {
    int days = size.pages() / PAGES_PER_DAY;
    return Case.history(contender, Behaviour.HISTORY, days).with("warmup_days", days);
  }

  /** It takes so much longer that fewer calls tell as much. */
  private Case twilio() {
    int days = Math.max(1, size.pages() / PAGES_PER_DAY / 5);
    return Case.history("twilio", Behaviour.HISTORY, days).with("warmup_days", days);
  }

  private static Case slow(int windows) {
    return Case.history("history", Behaviour.HISTORY_150, SLOW_DAYS)
        .with("windows", windows)
        .with("warmup_days", windows);
  }
}
