package io.dialflux.cli;

import io.dialflux.campaign.CampaignCounts;
import io.dialflux.campaign.CampaignProgress;
import io.dialflux.campaign.LeadState;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How far a campaign is, without showing whom it calls. */
final class CampaignBar {
  private static final Duration WINDOW = Duration.ofSeconds(3);

  private final ProgressBar bar;
  private @Nullable String trouble;
  private final RateMeter speed = new RateMeter(WINDOW);

  CampaignBar(Terminal terminal, String title, long leads) {
    this.bar = new ProgressBar(terminal, System::nanoTime, title, leads);
  }

  void show(CampaignProgress progress) {
    trouble = progress.trouble();
    show(progress.counts(), progress.timeLeft());
  }

  /** The time left is told from the speed where it is not given. */
  void show(CampaignCounts counts, @Nullable Duration left) {
    speed.observe(System.nanoTime(), counts.leads() - waiting(counts));
    double perSecond = speed.perSecond();
    Duration time =
        left == null && perSecond > 0
            ? Duration.ofMillis((long) (waiting(counts) * 1_000 / perSecond))
            : left;
    bar.show(done(counts), perSecond, waiting(counts) == 0 ? null : time, details(counts) + why());
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

  private String why() {
    return trouble == null ? "" : ", " + trouble;
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
