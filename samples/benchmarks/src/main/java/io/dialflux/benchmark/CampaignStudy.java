package io.dialflux.benchmark;

import static io.dialflux.benchmark.Cells.count;
import static io.dialflux.benchmark.Cells.decimal;
import static io.dialflux.benchmark.Cells.times;

import io.dialflux.benchmark.report.Report;
import io.dialflux.benchmark.report.Table;
import io.dialflux.benchmark.report.Target;
import java.util.List;

/** What it costs to write every call down before it is placed, and in what memory it is done. */
final class CampaignStudy {
  private static final String SPEED = "calls_per_second";
  private static final int IN_FLIGHT = 1_000;
  private static final int FEW_LEADS = 10_000;
  private static final int MOST_PER_SECOND = 12_000;
  private static final int SMALL_HEAP = 64;
  private static final int DIRECT = 64;

  /** What SQLite keeps of the file, outside the heap, and has only where the file is as large. */
  private static final int PAGE_CACHE = 64;

  private static final double SAME = 1.15;
  private static final int LONGEST_SECONDS = 240;

  private final Runner runner;
  private final Results results;
  private final Size size;
  private final Report report;

  CampaignStudy(Runner runner, Results results, Size size, Report report) {
    this.runner = runner;
    this.results = results;
    this.size = size;
    this.report = report;
  }

  void run() throws InterruptedException {
    rates();
    memory();
  }

  private void rates() throws InterruptedException {
    Table table =
        new Table(
            "A list dialled, in memory and on a ledger",
            count(IN_FLIGHT)
                + " creates under way. The ledger is SQLite in a file of this disk, synchronous=FULL:"
                + " an intent is synced before its create is sent, and its outcome after. Ratios are"
                + " medians of the rounds'.",
            "dialler",
            "latency ms",
            "calls/s",
            "ratio",
            "CPU µs a call",
            "heap MB",
            "RSS MB");
    double slow = compare(table, 150);
    double fast = compare(table, 0);
    report.add(table);
    report.add(
        new Target(
            "durable dialling, 150 ms, 1,000 in flight: calls/s",
            "≥ 0.80 × BulkDialer",
            times(slow),
            slow >= 0.80));
    report.add(
        new Target(
            "durable dialling, 0 ms, 1,000 in flight: calls/s",
            "reported, × BulkDialer",
            times(fast),
            true));
  }

  private double compare(Table table, int latency) throws InterruptedException {
    Case bulk = timed(Case.dial("bulk", latency, IN_FLIGHT));
    int leads = MOST_PER_SECOND * (size.warmupMillis() + size.millis()) / 1_000;
    Case campaign = timed(Case.dial("campaign", latency, IN_FLIGHT)).with("leads", leads);
    runner.interleave(Math.min(3, size.rounds()), List.of(bulk, campaign));
    double ratio = results.ratio(campaign, bulk, SPEED);
    row(table, bulk, latency, 1);
    row(table, campaign, latency, ratio);
    return ratio;
  }

  private Case timed(Case one) {
    return one.with("warmup_millis", size.warmupMillis()).with("millis", size.millis());
  }

  private void row(Table table, Case one, int latency, double ratio) {
    table.row(
        Names.of(one.contender()),
        count(latency),
        count(results.median(one, SPEED)),
        decimal(ratio),
        decimal(results.median(one, "cpu_seconds_per_1000") * 1_000),
        count(results.median(one, "peak_heap_mb")),
        count(results.median(one, "peak_rss_mb")));
  }

  /** The length of the list may not matter. */
  private void memory() throws InterruptedException {
    Case few = Case.ledger(FEW_LEADS, FEW_LEADS, 100).memory(SMALL_HEAP, DIRECT);
    Case many = Case.ledger(size.manyLeads(), size.dialledLeads(), 100).memory(SMALL_HEAP, DIRECT);
    boolean both = works(few) & works(many);
    String leads = count(FEW_LEADS) + " and " + count(size.manyLeads()) + " leads";
    report.add(
        new Target(
            "campaign, " + leads + " in " + SMALL_HEAP + " MB of heap",
            "suffice",
            both ? "suffice" : "do not",
            both));
    if (!both) {
      return;
    }
    double growth =
        (results.median(many, "peak_rss_mb") - PAGE_CACHE) / results.median(few, "peak_rss_mb");
    report.add(
        new Target(
            "campaign: RSS at " + count(size.manyLeads()) + " leads beside " + count(FEW_LEADS),
            "≤ " + SAME + " × and SQLite's page cache of " + PAGE_CACHE + " MB",
            times(growth),
            growth <= SAME));
    Table table =
        new Table(
            "Memory of a campaign",
            "Loaded, and dialled at 0 ms with 100 in flight; of the long list a part, for the time"
                + " it takes. SQLite's page cache of "
                + PAGE_CACHE
                + " MB is filled by a long list only.",
            "leads",
            "loaded in s",
            "leads/s",
            "dialled",
            "calls/s",
            "heap MB",
            "RSS MB");
    for (Case one : List.of(few, many)) {
      table.row(
          count(one.settings().get("leads")),
          decimal(results.median(one, "load_seconds")),
          count(results.median(one, "leads_per_second")),
          count(results.median(one, "dialled")),
          count(results.median(one, SPEED)),
          count(results.median(one, "peak_heap_mb")),
          count(results.median(one, "peak_rss_mb")));
    }
    report.add(table);
  }

  private boolean works(Case one) throws InterruptedException {
    System.out.println("does it do: " + one.name());
    var figures = runner.attempt(one, LONGEST_SECONDS);
    figures.ifPresent(measured -> results.add(one, measured));
    return figures.isPresent();
  }
}
