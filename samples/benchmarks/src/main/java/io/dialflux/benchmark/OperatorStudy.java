package io.dialflux.benchmark;

import static io.dialflux.benchmark.Cells.count;
import static io.dialflux.benchmark.Cells.decimal;

import io.dialflux.benchmark.operators.DiallingBenchmark;
import io.dialflux.benchmark.operators.PagingBenchmark;
import io.dialflux.benchmark.report.Report;
import io.dialflux.benchmark.report.Table;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The library's own operators beside plain Reactor: time and bytes for each item, by JMH. */
final class OperatorStudy {
  private final Size size;
  private final Report report;

  OperatorStudy(Size size, Report report) {
    this.size = size;
    this.report = report;
  }

  void run() throws RunnerException {
    Table table =
        new Table(
            "Operators",
            "JMH, "
                + size.jmhIterations()
                + " × 1 s after as many to warm up, one fork; no network. Paging: PagedFlux beside"
                + " expand and concatMapIterable. Dialling: BulkDialer beside flatMap.",
            "operator",
            "ns an item",
            "± ns",
            "bytes an item");
    Map<String, RunResult> results = new TreeMap<>();
    for (RunResult result : new Runner(options()).run()) {
      results.put(result.getParams().getBenchmark(), result);
    }
    results.forEach(
        (name, result) -> {
          Result<?> time = result.getPrimaryResult();
          Result<?> bytes = result.getSecondaryResults().get("gc.alloc.rate.norm");
          String[] parts = name.split("\\.");
          table.row(
              parts[parts.length - 2].replace("Benchmark", "") + ", " + parts[parts.length - 1],
              decimal(time.getScore()),
              decimal(Double.isNaN(time.getScoreError()) ? 0 : time.getScoreError()),
              count(bytes.getScore()));
          report.add(
              "operators-" + name,
              List.of(Map.of("nanos", time.getScore(), "bytes", bytes.getScore())));
        });
    report.add(table);
  }

  private org.openjdk.jmh.runner.options.Options options() {
    return new OptionsBuilder()
        .include(PagingBenchmark.class.getName())
        .include(DiallingBenchmark.class.getName())
        .forks(1)
        .warmupIterations(size.jmhIterations())
        .warmupTime(TimeValue.seconds(1))
        .measurementIterations(size.jmhIterations())
        .measurementTime(TimeValue.seconds(1))
        .addProfiler(GCProfiler.class)
        .jvmArgsAppend("-Xmx512m")
        .build();
  }
}
