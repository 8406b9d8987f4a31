package io.dialflux.benchmark;

import static io.dialflux.benchmark.Cells.count;
import static io.dialflux.benchmark.Cells.decimal;
import static io.dialflux.benchmark.Cells.times;

import io.dialflux.benchmark.report.Chart;
import io.dialflux.benchmark.report.Report;
import io.dialflux.benchmark.report.Table;
import io.dialflux.benchmark.report.Target;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Creates: what a call costs, and how many of them a second there can be. */
final class CreateStudy {
  private static final String CPU = "cpu_seconds_per_1000";
  private static final String SPEED = "calls_per_second";
  private static final int MOST_THREADS = 16;

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
    List<Case> scan = new ArrayList<>();
    for (int threads : size.rounds() > 1 ? new int[] {1, 16, 64, 256} : new int[] {16, 64}) {
      scan.add(shipped("twilio", 0, threads));
      scan.add(pooled("twilio", 0, threads));
    }
    runner.interleave(1, scan);
    Case twilio = scan.stream().max(Comparator.comparing(c -> results.median(c, SPEED))).get();
    runner.interleave(size.rounds(), List.of(bytes, databind, dialflux, twilio));
    List<Case> more = new ArrayList<>();
    for (int inFlight : size.rounds() > 1 ? new int[] {256, 1_000} : new int[] {}) {
      more.add(pooled("bytes", 0, inFlight));
      more.add(pooled("databind", 0, inFlight));
      more.add(pooled("dialflux", 0, inFlight));
    }
    runner.interleave(1, more);

    double cpu = results.ratio(dialflux, databind, CPU);
    double speed = results.ratio(dialflux, databind, SPEED);
    double gain = results.ratio(dialflux, twilio, SPEED);
    String work = "create, 0 ms, 64 in flight: ";
    target(work + "CPU", "≤ 1.10 × databind", times(cpu), cpu <= 1.10);
    target(work + "calls/s", "≥ 0.90 × databind", times(speed), speed >= 0.90);
    target(work + "calls/s", "≥ 2 × twilio-java's best", times(gain), gain >= 2);
    table("Create, 0 ms", databind, List.of(bytes, databind, dialflux), more, scan);
    report.add(
        new Chart("create-cpu", "CPU time of one create", "microseconds; less is better")
            .bar("Reactor Netty, bytes only", micros(bytes))
            .bar("Reactor Netty, databind", micros(databind))
            .bar("Dialflux", micros(dialflux))
            .bar("twilio-java at its fastest", micros(twilio)));
  }

  private void after50() throws InterruptedException {
    Case databind = pooled("databind", 50, 1_000);
    Case dialflux = pooled("dialflux", 50, 1_000);
    runner.interleave(size.rounds(), List.of(databind, dialflux));
    List<Case> more = new ArrayList<>();
    for (int inFlight : size.rounds() > 1 ? new int[] {64, 256} : new int[] {64}) {
      more.add(pooled("databind", 50, inFlight));
      more.add(pooled("dialflux", 50, inFlight));
    }
    List<Case> twilio = twilio(50);
    runner.interleave(1, more);
    runner.interleave(1, twilio);

    double limit = Math.min(1_000 / 0.050, results.median(databind, SPEED));
    double share = results.median(dialflux, SPEED) / limit;
    double threads = results.median(dialflux, "threads");
    String work = "create, 50 ms, 1,000 in flight: ";
    target(
        work + "calls/s",
        "≥ 0.95 × in flight ÷ latency, or × databind where the CPU ends sooner",
        times(share),
        share >= 0.95);
    target(work + "threads", "≤ " + MOST_THREADS, count(threads), threads <= MOST_THREADS);
    table("Create, 50 ms", databind, List.of(databind, dialflux), more, twilio);
  }

  private void after150() throws InterruptedException {
    Case shipped = shipped("dialflux", 150, 1_000);
    Case twilio = shipped("twilio", 150, 64);
    runner.interleave(size.rounds(), List.of(shipped, twilio));
    Case enlarged = pooled("dialflux", 150, 1_000);
    Case databind = pooled("databind", 150, 1_000);
    runner.interleave(1, List.of(databind, enlarged));
    List<Case> others = twilio(150);
    others.remove(twilio);
    runner.interleave(1, others);

    double gain = results.ratio(shipped, twilio, SPEED);
    target(
        "create, 150 ms, both as shipped: calls/s", "≥ 40 × twilio-java", times(gain), gain >= 40);
    others.add(0, twilio);
    table("Create, 150 ms", databind, List.of(databind, enlarged, shipped), List.of(), others);
    report.add(
        new Chart(
                "create-150ms",
                "Creates a second at 150 ms",
                "calls/s; more is better; both libraries as shipped, and with 1,001 connections")
            .bar("twilio-java, 64 threads", results.median(twilio, SPEED))
            .bar("Dialflux as shipped", results.median(shipped, SPEED))
            .bar("Dialflux, 1,001 connections", results.median(enlarged, SPEED)));
  }

  private List<Case> twilio(int latency) {
    List<Case> cases = new ArrayList<>();
    for (int threads : size.rounds() > 1 ? new int[] {64, 256} : new int[] {64}) {
      cases.add(shipped("twilio", latency, threads));
      cases.add(pooled("twilio", latency, threads));
    }
    return cases;
  }

  private double micros(Case one) {
    return results.median(one, CPU) * 1_000;
  }

  private void target(String work, String wanted, String measured, boolean met) {
    report.add(new Target(work, wanted, measured, met));
  }

  private Case pooled(String contender, int latency, int inFlight) {
    return shipped(contender, latency, inFlight).withConnections();
  }

  private Case shipped(String contender, int latency, int inFlight) {
    return Case.create(contender, latency, inFlight)
        .with("warmup_millis", latency == 0 ? size.warmupMillis() : size.slowWarmupMillis())
        .with("millis", size.millis());
  }

  private void table(String title, Case base, List<Case> main, List<Case> more, List<Case> scan) {
    Table table =
        new Table(
            title,
            "CPU is of the contender's process, per create; ratios are to Reactor Netty with"
                + " databind at as many in flight, where that was run.",
            "contender",
            "in flight",
            "connections",
            "calls/s",
            "CPU µs",
            "CPU ratio",
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
    for (Case one : all) {
      int inFlight = one.settings().get("in_flight");
      Case other = pooled("databind", latency(base), inFlight);
      boolean comparable = results.runs().containsKey(other) && !one.contender().equals("twilio");
      table.row(
          Names.of(one.contender()),
          count(inFlight),
          one.settings().containsKey("connections")
              ? count(one.settings().get("connections"))
              : "as shipped",
          count(results.median(one, SPEED)),
          decimal(micros(one)),
          comparable ? decimal(results.ratio(one, other, CPU)) : "",
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

  private static int latency(Case one) {
    return switch (one.behaviour()) {
      case AFTER_50 -> 50;
      case AFTER_150 -> 150;
      default -> 0;
    };
  }
}
