package io.dialflux.benchmark;

import static io.dialflux.benchmark.Cells.count;
import static io.dialflux.benchmark.Cells.decimal;

import io.dialflux.benchmark.report.Chart;
import io.dialflux.benchmark.report.Report;
import io.dialflux.benchmark.report.Table;
import io.dialflux.benchmark.report.Target;
import io.dialflux.benchmark.server.Behaviour;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Listings: what a call costs whose 26 fields are all looked at. */
final class ListStudy {
  private static final String CPU = "cpu_micros_per_call";
  private static final String SPEED = "calls_per_second";

  private final Runner runner;
  private final Results results;
  private final Size size;
  private final Report report;

  ListStudy(Runner runner, Results results, Size size, Report report) {
    this.runner = runner;
    this.results = results;
    this.size = size;
    this.report = report;
  }

  void run() throws InterruptedException {
    Case bytes = list("bytes", Behaviour.AT_ONCE);
    Case databind = list("databind", Behaviour.AT_ONCE);
    Case streaming = list("streaming", Behaviour.AT_ONCE);
    Case dialflux = list("dialflux", Behaviour.AT_ONCE);
    Case twilio = list("twilio", Behaviour.AT_ONCE);
    List<Case> main = List.of(bytes, databind, streaming, dialflux, twilio);
    runner.interleave(size.rounds(), main);
    List<Case> more = new ArrayList<>();
    for (Behaviour framing : List.of(Behaviour.CHUNKED, Behaviour.GZIP)) {
      more.add(list("streaming", framing));
      more.add(list("dialflux", framing));
    }
    runner.interleave(1, more);
    List<Case> awkward = Stream.of("databind", "streaming", "dialflux").map(this::awkward).toList();
    runner.interleave(1, awkward);
    same(Stream.concat(main.stream(), more.stream()));
    same(awkward.stream());
    more.addAll(awkward);

    Rounds cpu = results.ratios(dialflux, streaming, CPU);
    Rounds gain = results.ratios(dialflux, twilio, SPEED);
    Rounds share = results.ratios(twilio, dialflux, CPU);
    target("list: CPU", "< 1 × a hand-written parse of whole pages", cpu, cpu.median() < 1);
    target("list: calls/s", "≥ 6 × twilio-java", gain, gain.median() >= 6);
    target("list: CPU of twilio-java", "≥ 6 × Dialflux", share, share.median() >= 6);
    report.add(table(streaming, main, more));
    report.add(
        new Chart("list-cpu", "CPU time of one listed call", "microseconds; less is better")
            .bar(Names.of("bytes"), results.median(bytes, CPU))
            .bar(Names.of("streaming"), results.median(streaming, CPU))
            .bar(Names.of("databind"), results.median(databind, CPU))
            .bar("Dialflux", results.median(dialflux, CPU))
            .bar(Names.of("twilio"), results.median(twilio, CPU)));
  }

  /** All must have read the same, in every run. */
  private void same(Stream<Case> cases) {
    Map<Double, Set<String>> readers = new TreeMap<>();
    cases
        .filter(one -> !one.contender().equals("bytes"))
        .forEach(
            one ->
                results
                    .runs()
                    .getOrDefault(one, List.of())
                    .forEach(
                        run ->
                            readers
                                .computeIfAbsent(run.get("checksum"), sum -> new TreeSet<>())
                                .add(one.name())));
    if (readers.size() > 1) {
      throw new IllegalStateException("not all have read the same: " + readers.values());
    }
  }

  /** Fewer pages, of which every tenth call is not for a reader that is used to plain ones. */
  private Case awkward(String contender) {
    return Case.list(contender, Behaviour.AWKWARD)
        .with("warmup_pages", size.warmupPages() / 2)
        .with("pages", size.pages() / 4);
  }

  private Table table(Case base, List<Case> main, List<Case> more) {
    Table table =
        new Table(
            "List, pages of 1,000",
            "CPU is of the contender's process, per call; all fields of each call are looked at."
                + " Length: pages with a Content-Length. Awkward: so are they, and in one call of"
                + " ten the caller's name has escapes or characters beyond ASCII.",
            "contender",
            "framing",
            "calls",
            "calls/s",
            "CPU µs",
            "CPU ratio to hand-written",
            "first call ms",
            "threads",
            "heap MB",
            "direct MB",
            "RSS MB",
            "server CPU µs a call");
    List<Case> all = new ArrayList<>(main);
    all.addAll(more);
    all.removeIf(one -> !results.has(one));
    for (Case one : all) {
      Case other = one.by("streaming");
      table.row(
          Names.of(one.contender()),
          one.behaviour() == Behaviour.AT_ONCE
              ? "length"
              : one.behaviour().name().toLowerCase(Locale.ROOT),
          count(results.median(one, "calls")),
          count(results.median(one, SPEED)),
          decimal(results.median(one, CPU)),
          results.paired(one, other) ? decimal(results.ratio(one, other, CPU)) : "",
          decimal(results.median(one, "first_call_millis")),
          count(results.median(one, "threads")),
          count(results.median(one, "peak_heap_mb")),
          count(results.median(one, "peak_direct_mb")),
          count(results.median(one, "peak_rss_mb")),
          decimal(results.median(one, "server_cpu_micros_per_request") / 1_000));
    }
    return table;
  }

  private void target(String work, String wanted, Rounds measured, boolean met) {
    report.add(new Target(work, wanted, measured.times(), met, measured.values()));
  }

  private Case list(String contender, Behaviour behaviour) {
    return Case.list(contender, behaviour)
        .with("warmup_pages", size.warmupPages())
        .with("pages", size.pages());
  }
}
