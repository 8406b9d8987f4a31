package io.dialflux.benchmark;

import static io.dialflux.benchmark.Cells.count;

import io.dialflux.benchmark.report.Report;
import io.dialflux.benchmark.report.Table;
import io.dialflux.benchmark.report.Target;
import java.util.List;
import java.util.Locale;

/** How exactly a campaign keeps its pace on the wall clock. */
final class PaceStudy {
  private static final double CLOSE = 0.03;

  private final Runner runner;
  private final Results results;
  private final Size size;
  private final Report report;

  PaceStudy(Runner runner, Results results, Size size, Report report) {
    this.runner = runner;
    this.results = results;
    this.size = size;
    this.report = report;
  }

  void run() throws InterruptedException {
    Case paces = Case.pace(size.paceSeconds());
    runner.interleave(1, List.of(paces));
    Table table =
        new Table(
            "Pace",
            size.paceSeconds()
                + " s by the wall clock, the three side by side on one ledger. Counted are the turns"
                + " that the pacer gave, at the times it gave them by; the most of any second is"
                + " over all spans of a second, wherever they begin.",
            "calls/s wanted",
            "calls/s kept",
            "most in any second");
    for (int rate : List.of(1, 30, 500)) {
      double kept = results.median(paces, "per_second_at_" + rate);
      double most = results.median(paces, "most_in_a_second_at_" + rate);
      String exactly = String.format(Locale.ROOT, "%.3f", kept);
      table.row(count(rate), exactly, count(most));
      String work = "pace, " + rate + " calls/s over " + size.paceSeconds() + " s";
      report.add(new Target(work, "within 3 %", exactly, Math.abs(kept / rate - 1) <= CLOSE));
      report.add(new Target(work + ": most in any second", "≤ " + rate, count(most), most <= rate));
    }
    report.add(table);
  }
}
