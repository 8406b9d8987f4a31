package io.dialflux.benchmark;

import io.dialflux.benchmark.report.Report;
import io.dialflux.benchmark.run.Figures;

/** Runs the studies that were asked for and writes one report. */
public final class Benchmarks {
  private Benchmarks() {}

  public static void main(String[] arguments) throws Exception {
    Options options = Options.of(arguments);
    Report report = new Report(Machine.circumstances(options.sizeName()));
    Results results = new Results();
    try (ServerProcess server = new ServerProcess()) {
      Runner runner = new Runner(server, options, results);
      for (String subject : options.subjects()) {
        switch (subject) {
          case "create" -> new CreateStudy(runner, results, options.size(), report).run();
          case "list" -> new ListStudy(runner, results, options.size(), report).run();
          case "memory" -> new MemoryStudy(runner, results, options.size(), report).run();
          case "campaign" -> new CampaignStudy(runner, results, options.size(), report).run();
          case "pace" -> new PaceStudy(runner, results, options.size(), report).run();
          default -> new OperatorStudy(options.size(), report).run();
        }
      }
    }
    results
        .runs()
        .forEach((one, runs) -> report.add(one.name(), runs.stream().map(Figures::all).toList()));
    report.write(options.out());
    if (options.jfr()) {
      HotSpots.write(options.runs());
    }
    System.out.println(report.text());
    System.out.println("written to " + options.out().toAbsolutePath());
  }
}
