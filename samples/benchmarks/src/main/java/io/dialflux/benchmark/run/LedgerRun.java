package io.dialflux.benchmark.run;

import io.dialflux.CallsClient;
import io.dialflux.campaign.Campaign;
import io.dialflux.campaign.CampaignProgress;
import io.dialflux.campaign.CampaignRun;
import java.time.Duration;

/** A list loaded into a ledger and dialled, or a part of it: how long it takes, in what memory. */
final class LedgerRun {
  private static final Duration LONG = Duration.ofMinutes(10);
  private static final Duration TICK = Duration.ofMillis(100);

  private LedgerRun() {}

  static Figures measure(Settings settings) {
    int leads = settings.number("leads");
    int dialled = settings.number("dialled");
    Usage usage = new Usage();
    Figures figures = new Figures();
    try (CallsClient calls = Dialflux.client(settings);
        Ledger ledger = new Ledger()) {
      Campaign campaign =
          ledger
              .campaign("long", calls, settings.number("in_flight"))
              .callsPerSecond(DialRun.FASTEST);
      long begin = System.nanoTime();
      ledger.load(campaign, leads);
      double loaded = (System.nanoTime() - begin) / 1e9;
      CampaignRun run = campaign.run();
      run.progress(TICK).takeUntil(p -> p.placed() >= dialled).blockLast(LONG);
      CampaignProgress end = run.stop().blockOptional(LONG).orElseThrow();
      if (end.leads() != leads || end.placed() < dialled || end.held() > 0) {
        throw new IllegalStateException("not all were dialled: " + end);
      }
      double seconds = (System.nanoTime() - begin) / 1e9;
      figures.set("load_seconds", loaded).set("leads_per_second", leads / loaded);
      figures.set("dialled", end.placed());
      figures.set("calls_per_second", end.placed() / (seconds - loaded));
    }
    usage.memory(figures);
    return figures;
  }
}
