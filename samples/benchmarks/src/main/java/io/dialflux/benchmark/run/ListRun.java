package io.dialflux.benchmark.run;

import io.dialflux.benchmark.server.Account;
import java.util.concurrent.TimeUnit;

/** Reads a listing to its end, after a shorter one that warms up. */
final class ListRun {
  private static final int PAGE_SIZE = 1_000;

  private ListRun() {}

  static Figures measure(Settings settings) {
    int warmup = settings.number("warmup_pages", 0);
    int pages = settings.number("pages");
    long pause = TimeUnit.MICROSECONDS.toNanos(settings.number("pause_micros", 0));
    Usage usage = new Usage();
    Figures figures = new Figures();
    try (Listing listing = Listing.of(settings)) {
      if (warmup > 0) {
        listing.read(Account.pages(warmup), new Intake(0));
      }
      long cpu = Usage.cpuNanos();
      long begin = System.nanoTime();
      long last = settings.number("live", 0) == 0 ? 0 : (long) pages * PAGE_SIZE;
      Intake intake = new Intake(pause, last);
      listing.read(Account.pages(pages), intake);
      double seconds = (System.nanoTime() - begin) / 1e9;
      double cpuSeconds = (Usage.cpuNanos() - cpu) / 1e9;
      if (intake.calls() != (long) pages * PAGE_SIZE) {
        throw new IllegalStateException(intake.calls() + " calls of " + pages + " pages");
      }
      figures.set("calls_per_second", intake.calls() / seconds);
      figures.set("cpu_micros_per_call", cpuSeconds * 1e6 / intake.calls());
      figures.set("cpu_cores", cpuSeconds / seconds);
      intake.figures(figures);
      figures.set("requests", warmup + pages);
      figures.set("threads", Usage.threads());
    }
    usage.memory(figures);
    return figures;
  }
}
