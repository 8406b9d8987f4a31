package io.dialflux.cli;

import io.dialflux.campaign.CampaignCounts;
import io.dialflux.campaign.CampaignProgress;
import io.dialflux.campaign.LeadState;
import java.time.Duration;
import java.util.Locale;

/** How far a campaign is, without showing whom it calls. */
final class CampaignBar {
  private static final Duration WINDOW = Duration.ofSeconds(3);

  private final ProgressBar bar;
  private final RateMeter speed = new RateMeter(WINDOW);

  CampaignBar(Terminal terminal, String title, long leads) {
    this.bar = new ProgressBar(terminal, System::nanoTime, title, leads);
  }

  void show(CampaignProgress progress) {
    CampaignCounts counts = progress.counts();
    Duration left = progress.timeLeft();
    String trouble = progress.trouble();
    bar.show(
        done(counts),
        progress.pace(),
        progress.limit(),
        // who waits for a time is not waited for by the pace
        left == null || left.isZero() ? null : left,
        details(counts) + (trouble == null ? "" : ", " + trouble));
  }

  /** For who sees the counts only, from which the speed is told. */
  void show(CampaignCounts counts) {
    speed.observe(System.nanoTime(), counts.leads() - waiting(counts));
    double perSecond = speed.perSecond();
    Duration left =
        waiting(counts) == 0 || perSecond <= 0
            ? null
            : Duration.ofMillis((long) (waiting(counts) * 1_000 / perSecond));
    bar.show(done(counts), perSecond, left, details(counts));
  }

  void end(CampaignCounts counts) {
    bar.end(done(counts), details(counts));
  }

  /** Who is not called yet. */
  static long waiting(CampaignCounts counts) {
    return counts.in(LeadState.READY) + counts.in(LeadState.CLAIMED) + counts.in(LeadState.WAITING);
  }

  private static long done(CampaignCounts counts) {
    return counts.leads() - counts.open();
  }

  private static String details(CampaignCounts counts) {
    long waits = counts.in(LeadState.WAITING);
    long unknown = counts.in(LeadState.UNKNOWN);
    return text(
            "%,d placed, %,d alive, %,d answered, %,d held",
            counts.called(),
            counts.in(LeadState.PLACED),
            counts.in(LeadState.COMPLETED),
            counts.in(LeadState.HELD))
        + (unknown == 0 ? "" : text(", %,d looked up", unknown))
        + (waits == 0 ? "" : text(", %,d waiting", waits))
        + (counts.isFull() && waiting(counts) > 0 ? ", as many alive as may be" : "");
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
