package io.dialflux.benchmark;

import static io.dialflux.benchmark.Cells.count;
import static io.dialflux.benchmark.Cells.decimal;

import io.dialflux.benchmark.report.Chart;
import io.dialflux.benchmark.report.Report;
import io.dialflux.benchmark.report.Table;
import io.dialflux.benchmark.report.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Creates: what a call costs, and how many of them a second there can be. */
final class CreateStudy {
  private static final String CPU = "cpu_seconds_per_1000";
  private static final String SPEED = "calls_per_second";
  private static final int MOST_THREADS = 16;
  private static final int MOST_IN_FLIGHT = 1_000;

  private final Runner runner;
  private final Results results;
  private final Size size;
  private final Report report;

  CreateStudy(Runner runner, Results results, Size size, Report report) {
    this.runner = runner;
    this.results = results;
    this.size = size;
    this.report = report;
  }

  void run() throws InterruptedException {
    atOnce();
    after50();
    after150();
  }

  private void atOnce() throws InterruptedException {
    Case bytes = pooled("bytes", 0, 64);
    Case databind = pooled("databind", 0, 64);
    Case dialflux = pooled("dialflux", 0, 64);
    List<Case> scan = twilio(0);
    runner.interleave(1, scan);
    // one short run does not tell which is the faster of two that are close
    List<Case> fastest =
        scan.stream().filter(results::has).sorted(slowestFirst().reversed()).limit(2).toList();
    fastest = fastest.stream().map(one -> timed(one, 0)).toList();
    List<Case> main = new ArrayList<>(List.of(bytes, databind, dialflux));
    main.addAll(fastest);
    runner.interleave(size.rounds(), main);
    Case twilio = fastest(fastest);
    List<Case> more = grid(0, 256, 1_000);
    runner.interleave(1, more);

    Rounds cpu = results.ratios(dialflux, databind, CPU);
    Rounds speed = results.ratios(dialflux, databind, SPEED);
    Rounds gain = results.ratios(dialflux, twilio, SPEED);
    String work = "create, 0 ms, 64 in flight: ";
    target(work + "CPU", "≤ 1.10 × databind", cpu, cpu.median() <= 1.10);
    target(work + "calls/s", "≥ 0.90 × databind", speed, speed.median() >= 0.90);
    target(work + "calls/s", "≥ 2 × twilio-java's best", gain, gain.median() >= 2);
    table("Create, 0 ms", main, more, scan);
    report.add(
        new Chart("create-cpu", "CPU time of one create", "microseconds; less is better")
            .bar("Reactor Netty, bytes only", micros(bytes))
            .bar("Reactor Netty, databind", micros(databind))
            .bar("Dialflux", micros(dialflux))
            .bar("twilio-java at its fastest", micros(twilio)));
  }

  private void after50() throws InterruptedException {
    Case bytes = pooled("bytes", 50, MOST_IN_FLIGHT);
    Case databind = pooled("databind", 50, MOST_IN_FLIGHT);
    Case dialflux = pooled("dialflux", 50, MOST_IN_FLIGHT);
    List<Case> main = List.of(bytes, databind, dialflux);
    runner.interleave(1, main);
    runner.interleave(size.rounds() - 1, List.of(databind, dialflux));
    List<Case> more = grid(50, 64, 256);
    runner.interleave(1, more);
    List<Case> twilio = twilio(50);
    runner.interleave(1, twilio);

    double most = MOST_IN_FLIGHT / 0.050;
    Rounds share =
        results.pairs(
            dialflux, databind, (own, raw) -> own.get(SPEED) / Math.min(most, raw.get(SPEED)));
    double threads = results.median(dialflux, "threads");
    String work = "create, 50 ms, 1,000 in flight: ";
    target(
        work + "calls/s",
        "≥ 0.95 × in flight ÷ latency, or × databind where that is slower",
        share,
        share.median() >= 0.95);
    report.add(
        new Target(work + "threads", "≤ " + MOST_THREADS, count(threads), threads <= MOST_THREADS));
    table("Create, 50 ms", main, more, twilio);
  }

  private void after150() throws InterruptedException {
    Case shipped = shipped("dialflux", 150, MOST_IN_FLIGHT);
    Case twilio = shipped("twilio", 150, 64);
    Case enlarged = pooled("dialflux", 150, MOST_IN_FLIGHT);
    Case databind = pooled("databind", 150, MOST_IN_FLIGHT);
    Case bytes = pooled("bytes", 150, MOST_IN_FLIGHT);
    List<Case> main = List.of(bytes, databind, enlarged, shipped, twilio);
    runner.interleave(1, main);
    runner.interleave(size.rounds() - 1, List.of(shipped, twilio));
    List<Case> more = grid(150, 64, 256);
    runner.interleave(1, more);
    List<Case> others = twilio(150);
    runner.interleave(1, others);

    Rounds gain = results.ratios(shipped, twilio, SPEED);
    target(
        "create, 150 ms, both as shipped: calls/s",
        "≥ 40 × twilio-java",
        gain,
        gain.median() >= 40);
    table("Create, 150 ms", main, more, others);
    Case widest = fastest(others);
    int threads = widest.settings().get("in_flight");
    report.add(
        new Chart(
                "create-150ms",
                "Creates a second at 150 ms",
                "calls/s; more is better; both libraries as shipped, and with a larger pool")
            .bar("twilio-java as shipped", results.median(twilio, SPEED))
            .bar(
                "twilio-java, " + count(threads + 1) + " connections",
                results.median(widest, SPEED))
            .bar("Dialflux as shipped", results.median(shipped, SPEED))
            .bar("Dialflux, 1,001 connections", results.median(enlarged, SPEED)));
  }

  private Case fastest(List<Case> cases) {
    return cases.stream()
        .filter(results::has)
        .max(slowestFirst())
        .orElseThrow(() -> new IllegalStateException("twilio-java did not run"));
  }

  private Comparator<Case> slowestFirst() {
    return Comparator.comparing(one -> results.median(one, SPEED));
  }

  /** Short: all that blocks, with the pool it ships with and with one that is large enough. */
  private List<Case> twilio(int latency) {
    List<Case> cases = new ArrayList<>();
    for (int threads : size.rounds() > 1 ? new int[] {1, 16, 64, 256} : new int[] {16, 64}) {
      cases.add(brief(shipped("twilio", latency, threads)));
      cases.add(brief(pooled("twilio", latency, threads)));
    }
    return cases;
  }

  /** Short: all that does not block, at so many in flight. */
  private List<Case> grid(int latency, int... inFlight) {
    List<Case> cases = new ArrayList<>();
    for (int n : size.rounds() > 1 ? inFlight : new int[] {inFlight[0]}) {
      for (String contender : List.of("bytes", "databind", "dialflux")) {
        cases.add(brief(pooled(contender, latency, n)));
      }
    }
    return cases;
  }

  private double micros(Case one) {
    return results.median(one, CPU) * 1_000;
  }

  private void target(String work, String wanted, Rounds measured, boolean met) {
    report.add(new Target(work, wanted, measured.times(), met, measured.values()));
  }

  private Case pooled(String contender, int latency, int inFlight) {
    return shipped(contender, latency, inFlight).withConnections();
  }

  private Case shipped(String contender, int latency, int inFlight) {
    return timed(Case.create(contender, latency, inFlight), latency);
  }

  private Case timed(Case one, int latency) {
    return one.with("warmup_millis", latency == 0 ? size.warmupMillis() : size.slowWarmupMillis())
        .with("millis", size.millis());
  }

  private Case brief(Case one) {
    return one.with("warmup_millis", size.briefWarmupMillis()).with("millis", size.briefMillis());
  }

  private void table(String title, List<Case> main, List<Case> more, List<Case> scan) {
    Table table =
        new Table(
            title,
            "CPU is of the contender's process, per create; ratios are to Reactor Netty with"
                + " databind at as many in flight and in the same rounds, where that was run. A"
                + " single short round meets code that is less warm: its CPU is for comparison"
                + " within its table only.",
            "contender",
            "in flight",
            "connections",
            "rounds",
            "calls/s",
            "CPU µs",
            "CPU ratio",
            "CPU cores",
            "p50 ms",
            "p99 ms",
            "threads",
            "heap MB",
            "direct MB",
            "RSS MB",
            "server CPU µs");
    List<Case> all = new ArrayList<>(main);
    all.addAll(more);
    all.addAll(scan);
    all.removeIf(one -> !results.has(one));
    for (Case one : all) {
      Case other = one.by("databind").withConnections();
      boolean comparable = results.paired(one, other) && !one.contender().equals("twilio");
      table.row(
          Names.of(one.contender()),
          count(one.settings().get("in_flight")),
          one.settings().containsKey("connections")
              ? count(one.settings().get("connections"))
              : "as shipped",
          rounds(one),
          count(results.median(one, SPEED)),
          decimal(micros(one)),
          comparable ? decimal(results.ratio(one, other, CPU)) : "",
          decimal(results.median(one, "cpu_cores")),
          decimal(results.median(one, "p50_millis")),
          decimal(results.median(one, "p99_millis")),
          count(results.median(one, "threads")),
          count(results.median(one, "peak_heap_mb")),
          count(results.median(one, "peak_direct_mb")),
          count(results.median(one, "peak_rss_mb")),
          decimal(results.median(one, "server_cpu_micros_per_request")));
    }
    report.add(table);
  }

  private String rounds(Case one) {
    double seconds = one.settings().get("millis") / 1_000.0;
    return String.format(Locale.ROOT, "%d × %.1f s", results.runs().get(one).size(), seconds);
  }
}
