package io.dialflux.benchmark.run;

import io.dialflux.CallsClient;
import io.dialflux.benchmark.server.Account;
import io.dialflux.call.CreateCall;
import io.dialflux.campaign.Campaign;
import io.dialflux.campaign.CampaignRun;
import io.dialflux.dial.BulkDialer;
import io.dialflux.dial.DialResult;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/**
 * A list being dialled as fast as it goes, in memory by the plain dialler or on a ledger by a
 * campaign: how many calls a second, while it is under way.
 */
final class DialRun {
  static final double FASTEST = 100_000;

  private static final Duration LONG = Duration.ofMinutes(1);

  private final Settings settings;
  private final int inFlight;
  private final Dropped failures = new Dropped();

  private DialRun(Settings settings) {
    this.settings = settings;
    this.inFlight = settings.number("in_flight");
  }

  static Figures measure(Settings settings) throws InterruptedException {
    DialRun run = new DialRun(settings);
    try (CallsClient calls = Dialflux.client(settings)) {
      return switch (settings.text("contender")) {
        case "bulk" -> run.bulk(calls);
        case "campaign" -> run.campaign(calls);
        default -> throw new IllegalArgumentException("no such contender");
      };
    }
  }

  private Figures bulk(CallsClient calls) throws InterruptedException {
    LongAdder placed = new LongAdder();
    Disposable dialling =
        BulkDialer.with(calls)
            .callsPerSecond(FASTEST)
            .maxInFlight(inFlight)
            .onOrphan(result -> {})
            .dial(Flux.range(0, Integer.MAX_VALUE).map(DialRun::create))
            .subscribe(result -> count(result, placed), failures);
    Figures figures = measure(placed::sum);
    dialling.dispose();
    return figures;
  }

  private static CreateCall create(int n) {
    return Ledger.TEMPLATE.to(Account.number(n));
  }

  private void count(DialResult result, LongAdder placed) {
    if (result instanceof DialResult.Placed) {
      placed.increment();
    } else {
      failures.accept(new IllegalStateException("not placed: " + result));
    }
  }

  private Figures campaign(CallsClient calls) throws InterruptedException {
    try (Ledger ledger = new Ledger()) {
      Campaign campaign = ledger.campaign("fast", calls, inFlight).callsPerSecond(FASTEST);
      int leads = settings.number("leads");
      ledger.load(campaign, leads);
      CampaignRun run = campaign.run();
      Figures figures = measure(() -> ledger.placed(campaign));
      if (ledger.placed(campaign) + inFlight >= leads) {
        throw new IllegalStateException("there were too few leads");
      }
      run.stop().block(LONG);
      return figures;
    }
  }

  private Figures measure(LongSupplier placed) throws InterruptedException {
    Usage usage = new Usage();
    Thread.sleep(settings.number("warmup_millis"));
    failures.check();
    long cpu = Usage.cpuNanos();
    long before = placed.getAsLong();
    long begin = System.nanoTime();
    Thread.sleep(settings.number("millis"));
    double count = placed.getAsLong() - before;
    double seconds = (System.nanoTime() - begin) / 1e9;
    double cpuSeconds = (Usage.cpuNanos() - cpu) / 1e9;
    failures.check();
    if (count == 0) {
      throw new IllegalStateException("no create ended");
    }
    Figures figures = new Figures();
    figures.set("calls_per_second", count / seconds);
    figures.set("cpu_seconds_per_1000", cpuSeconds * 1_000 / count);
    figures.set("cpu_cores", cpuSeconds / seconds);
    usage.memory(figures);
    return figures;
  }
}
