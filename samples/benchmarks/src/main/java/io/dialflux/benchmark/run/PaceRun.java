package io.dialflux.benchmark.run;

import io.dialflux.CallsClient;
import io.dialflux.campaign.Campaign;
import io.dialflux.campaign.CampaignRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Campaigns at several paces side by side, for a while of the wall clock's time. */
final class PaceRun {
  /** One call a second, what Twilio grants at most by itself, and a large customer's. */
  private static final List<Integer> RATES = List.of(1, 30, 500);

  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int IN_FLIGHT = 200;

  private PaceRun() {}

  static Figures measure(Settings settings) throws InterruptedException {
    int seconds = settings.number("seconds");
    Map<Integer, Turns> turns = new TreeMap<>();
    Map<Integer, Campaign> campaigns = new TreeMap<>();
    try (CallsClient calls = Dialflux.client(settings);
        Ledger ledger = new Ledger()) {
      for (int rate : RATES) {
        LastLook clock = new LastLook();
        Turns given = new Turns(clock);
        Campaign campaign =
            ledger
                .campaign("at " + rate, calls, IN_FLIGHT)
                .callsPerSecond(rate)
                .scheduler(clock)
                .template(lead -> given.next(Ledger.TEMPLATE));
        ledger.load(campaign, turns.size(), rate * (seconds + 2));
        turns.put(rate, given);
        campaigns.put(rate, campaign);
      }
      List<CampaignRun> runs = campaigns.values().stream().map(Campaign::run).toList();
      Thread.sleep(TimeUnit.SECONDS.toMillis(seconds));
      runs.forEach(run -> run.stop().block(LONG));
    }
    Figures figures = new Figures();
    turns.forEach(
        (rate, given) ->
            figures
                .set("per_second_at_" + rate, given.perSecond())
                .set("most_in_a_second_at_" + rate, given.mostInASecond()));
    return figures;
  }
}
