package io.dialflux.cli;

import io.dialflux.campaign.Campaign;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Times of a campaign that are right for Twilio; a simulator with a fast clock needs others. */
final class DialTimes {
  @Option(
      names = "--sweep-for",
      paramLabel = "DURATION",
      defaultValue = "PT10M",
      description =
          "How long to wait for the ends of calls when all are placed; ${DEFAULT-VALUE} by default.")
  private Duration sweepFor = Duration.ofMinutes(10);

  @Option(names = "--sweep-every", paramLabel = "DURATION", defaultValue = "PT30S", hidden = true)
  private Duration sweepEvery = Duration.ofSeconds(30);

  @Option(names = "--settle-after", paramLabel = "DURATION", hidden = true)
  private @Nullable Duration settleAfter;

  @Option(names = "--send-by", paramLabel = "DURATION", hidden = true)
  private @Nullable Duration sendBy;

  @Option(names = "--clock-skew", paramLabel = "DURATION", hidden = true)
  private @Nullable Duration clockSkew;

  /**
   * @throws IllegalArgumentException naming what is wrong
   */
  Campaign on(Campaign campaign) {
    Campaign timed = campaign.sweep(sweepEvery, sweepFor);
    timed = settleAfter == null ? timed : timed.settleAfter(settleAfter);
    timed = sendBy == null ? timed : timed.sendBy(sendBy);
    return clockSkew == null ? timed : timed.clockSkew(clockSkew);
  }
}
