package io.dialflux.benchmark;

import io.dialflux.benchmark.report.Report;
import io.dialflux.benchmark.run.Figures;
import org.openjdk.jmh.runner.RunnerException;

/** Runs the studies that were asked for and writes one report, even if a part of them failed. */
public final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] arguments) throws Exception {
    Options options = Options.of(arguments);
    Report report = new Report(Machine.circumstances(options));
    Results results = new Results();
    try (ServerProcess server = new ServerProcess()) {
      Runner runner = new Runner(server, options, results);
      for (String subject : options.subjects()) {
        try {
          run(subject, runner, results, options.size(), report);
        } catch (RuntimeException | RunnerException failed) {
          failed.printStackTrace();
          results.failed(subject + ", " + failed.getMessage());
        }
      }
    }
    results.failures().forEach(report::failed);
    results
        .runs()
        .forEach((one, runs) -> report.add(one.name(), runs.stream().map(Figures::all).toList()));
    if (options.jfr()) {
      report.withoutTargets();
    }
    report.write(options.out());
    if (options.jfr()) {
      HotSpots.write(options.runs());
    }
    System.out.println(report.text());
    System.out.println("written to " + options.out().toAbsolutePath());
    System.exit(results.failures().isEmpty() ? 0 : 1);
  }

  private static void run(String subject, Runner runner, Results results, Size size, Report report)
      throws InterruptedException, RunnerException {
    switch (subject) {
      case "create" -> new CreateStudy(runner, results, size, report).run();
      case "list" -> new ListStudy(runner, results, size, report).run();
      case "memory" -> new MemoryStudy(runner, results, size, report).run();
      case "history" -> new HistoryStudy(runner, results, size, report).run();
      case "campaign" -> new CampaignStudy(runner, results, size, report).run();
      case "pace" -> new PaceStudy(runner, results, size, report).run();
      default -> new OperatorStudy(size, report).run();
    }
  }
}
