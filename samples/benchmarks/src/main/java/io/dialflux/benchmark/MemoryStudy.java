package io.dialflux.benchmark;

import static io.dialflux.benchmark.Cells.count;

import io.dialflux.benchmark.report.Chart;
import io.dialflux.benchmark.report.Report;
import io.dialflux.benchmark.report.Table;
import io.dialflux.benchmark.report.Target;
import io.dialflux.benchmark.run.Figures;
import io.dialflux.benchmark.server.Behaviour;
import java.util.List;
import java.util.Optional;

/** Listings in little memory, with slow consumers, and of pages that come slowly. */
final class MemoryStudy {
  private static final List<Integer> HEAPS =
      List.of(6, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 64, 80, 96, 128, 192, 256);
  private static final List<String> CONTENDERS =
      List.of("bytes", "databind", "streaming", "dialflux", "twilio");
  private static final int SMALL_HEAP = 32;
  private static final int SMALL_DIRECT = 16;

  /** A heap that is too small may not fail but crawl. */
  private static final int LONGEST_SEARCH_SECONDS = 25;

  private static final int LONGEST_SECONDS = 90;
  private static final int PAUSE_MICROS = 200;
  private static final int ROUNDS = 3;
  private static final double SAME = 1.05;

  private final Runner runner;
  private final Results results;
  private final Size size;
  private final Report report;

  MemoryStudy(Runner runner, Results results, Size size, Report report) {
    this.runner = runner;
    this.results = results;
    this.size = size;
    this.report = report;
  }

  void run() throws InterruptedException {
    heaps();
    flat();
    firstCalls();
  }

  private void heaps() throws InterruptedException {
    Table table =
        new Table(
            "The smallest heap for a listing",
            "-Xmx by bisection, "
                + size.memoryPages()
                + " pages of 1,000 calls, "
                + SMALL_DIRECT
                + " MB of direct memory.",
            "contender",
            "smallest -Xmx MB",
            "RSS MB with it",
            "direct MB with it");
    Chart chart = new Chart("list-heap", "Smallest heap for pages of 1,000", "MB; less is better");
    for (String contender : CONTENDERS) {
      Case one = Case.list(contender, Behaviour.AT_ONCE).with("pages", size.memoryPages());
      int heap = smallest(one);
      Case least = one.memory(heap, SMALL_DIRECT);
      table.row(
          Names.of(contender),
          count(heap),
          count(results.median(least, "peak_rss_mb")),
          count(results.median(least, "peak_direct_mb")));
      chart.bar(Names.of(contender), heap);
    }
    report.add(table);
    report.add(chart);
  }

  private int smallest(Case one) throws InterruptedException {
    int low = 0;
    int high = HEAPS.size() - 1;
    while (low < high) {
      int middle = (low + high) / 2;
      if (works(one.memory(HEAPS.get(middle), SMALL_DIRECT), LONGEST_SEARCH_SECONDS)) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    Case least = one.memory(HEAPS.get(low), SMALL_DIRECT);
    if (!results.runs().containsKey(least) && !works(least, LONGEST_SECONDS)) {
      throw new IllegalStateException(one.contender() + " needs more than " + HEAPS.get(low));
    }
    return HEAPS.get(low);
  }

  private boolean works(Case one, int mostSeconds) throws InterruptedException {
    System.out.println("does it do: " + one.name());
    Optional<Figures> figures = runner.attempt(one, mostSeconds);
    figures.ifPresent(measured -> results.add(one, measured));
    return figures.isPresent();
  }

  /** Neither the number of pages nor the consumer's pace may matter. */
  private void flat() throws InterruptedException {
    int fewPages = size.pages() / 4;
    Case few = small().with("pages", fewPages);
    Case many = small().with("pages", size.pages());
    Case slow = small().with("pages", size.memoryPages()).with("pause_micros", PAUSE_MICROS);
    boolean all = works(slow, LONGEST_SECONDS);
    for (int round = 0; round < Math.min(ROUNDS, size.rounds()); round++) {
      results.nextRound();
      all &= works(few, LONGEST_SECONDS) & works(many, LONGEST_SECONDS);
    }
    String work = "memory: " + SMALL_HEAP + " MB of heap, pages of 1,000, fast and slow consumer";
    report.add(new Target(work, "suffice", all ? "suffice" : "do not", all));
    if (!all) {
      return;
    }
    Rounds growth = results.ratios(many, few, "live_heap_mb");
    report.add(
        new Target(
            "memory: live heap at the end of " + size.pages() + " pages beside " + fewPages,
            "≤ " + SAME + " ×",
            growth.times(),
            growth.median() <= SAME,
            growth.values()));
    Table table =
        new Table(
            "Dialflux in " + SMALL_HEAP + " MB of heap and " + SMALL_DIRECT + " MB direct",
            "The slow consumer rests "
                + PAUSE_MICROS
                + " µs after each call. Live: after a collection at the last call.",
            "listing",
            "calls",
            "calls/s",
            "live heap MB",
            "direct MB",
            "RSS MB");
    row(table, "few pages", few);
    row(table, "many pages", many);
    row(table, "slow consumer", slow);
    report.add(table);
  }

  private static Case small() {
    return Case.list("dialflux", Behaviour.AT_ONCE)
        .memory(SMALL_HEAP, SMALL_DIRECT)
        .with("live", 1);
  }

  private void row(Table table, String listing, Case one) {
    table.row(
        listing,
        count(results.median(one, "calls")),
        count(results.median(one, "calls_per_second")),
        Cells.decimal(results.median(one, "live_heap_mb")),
        count(results.median(one, "peak_direct_mb")),
        count(results.median(one, "peak_rss_mb")));
  }

  private void firstCalls() throws InterruptedException {
    Table table =
        new Table(
            "The first call of a page that comes slowly",
            "One page of 1,000 calls, 16 KB every 8 ms, after another one to warm up.",
            "contender",
            "first call after ms",
            "last call after ms");
    for (String contender : List.of("databind", "dialflux", "twilio")) {
      Case one = Case.list(contender, Behaviour.TRICKLE).with("warmup_pages", 1).with("pages", 1);
      runner.interleave(1, List.of(one));
      double first = results.median(one, "first_call_millis");
      double last = results.median(one, "last_call_millis");
      table.row(Names.of(contender), count(first), count(last));
      if (contender.equals("dialflux")) {
        report.add(
            new Target(
                "list: first call",
                "before its page has ended",
                count(first) + " ms of " + count(last),
                first < last / 2));
      }
    }
    report.add(table);
  }
}
