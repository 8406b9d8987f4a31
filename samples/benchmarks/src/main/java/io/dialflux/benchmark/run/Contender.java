package io.dialflux.benchmark.run;

import reactor.core.publisher.Hooks;

/** The process of one run: does what its arguments say and prints what it measured. */
public final class Contender {
  private Contender() {}

  public static void main(String[] arguments) {
    try {
      measure(arguments).print(System.out);
      System.out.flush();
      System.exit(0);
    } catch (Throwable failed) {
      failed.printStackTrace();
      System.exit(1);
    }
  }

  /** One run. */
  static Figures measure(String... arguments) throws InterruptedException {
    Settings settings = Settings.of(arguments);
    Dropped dropped = new Dropped();
    Hooks.onErrorDropped(dropped);
    Figures figures =
        switch (settings.text("work")) {
          case "create" -> CreateRun.measure(settings);
          case "list" -> ListRun.measure(settings);
          case "dial" -> DialRun.measure(settings);
          case "ledger" -> LedgerRun.measure(settings);
          case "pace" -> PaceRun.measure(settings);
          default -> throw new IllegalArgumentException("no such work");
        };
    dropped.check();
    return figures;
  }
}
