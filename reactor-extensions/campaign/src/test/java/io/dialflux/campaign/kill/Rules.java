package io.dialflux.campaign.kill;

import io.dialflux.campaign.AttemptLimit;
import io.dialflux.campaign.CallerIds;
import io.dialflux.campaign.CallingHours;
import io.dialflux.campaign.Campaign;
import io.dialflux.campaign.DialGate.Verdict;
import io.dialflux.campaign.RetryByOutcome;
import java.time.Duration;
import java.time.LocalTime;
import reactor.core.publisher.Mono;

/** Every rule there is, so that kills hit each of them. */
final class Rules {
  static final int BUSY_AGAIN = 2;
  static final int NO_ANSWER_AGAIN = 1;
  static final int MOST_ALIVE = 150;
  static final Duration GAP = Duration.ofMillis(700);

  private static final Duration SOON = Duration.ofMillis(300);

  private Rules() {}

  static Campaign on(Campaign campaign) {
    return campaign
        .retry(RetryByOutcome.none().busy(SOON, BUSY_AGAIN).noAnswer(SOON, NO_ANSWER_AGAIN))
        .callingHours(CallingHours.daily(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT))
        .attemptLimits(AttemptLimit.gap(GAP), new AttemptLimit(20, Duration.ofHours(1)))
        .maxAlive(MOST_ALIVE)
        .callerIds(CallerIds.inTurn("+15552223333", "+15552224444"))
        .gate(
            lead ->
                Mono.delay(Duration.ofMillis(2))
                    .thenReturn(
                        System.nanoTime() % 10 == 0
                            ? Verdict.later(SOON, "its consent is asked for")
                            : Verdict.call()));
  }
}
