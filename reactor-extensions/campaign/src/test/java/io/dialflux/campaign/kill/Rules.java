package io.dialflux.campaign.kill;

import io.dialflux.campaign.AttemptLimit;
import io.dialflux.campaign.CallerIds;
import io.dialflux.campaign.CallingHours;
import io.dialflux.campaign.Campaign;
import io.dialflux.campaign.DialGate.Verdict;
import io.dialflux.campaign.Lead;
import io.dialflux.campaign.RetryByOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import reactor.core.publisher.Mono;

/** Every rule there is, so that kills hit each of them. */
final class Rules {
  /** How often a lead is called again after each end. */
  static final Map<String, Integer> AGAIN =
      Map.of("BUSY", 2, "NO_ANSWER", 1, "MACHINE", 1, "FAILED", 1);

  static final int MOST_ALIVE = 150;
  static final Duration GAP = Duration.ofMillis(700);

  /** Where the hours begin in the middle of the campaign; in UTC they have begun an hour before. */
  static final String LATE = "-01:00";

  /** The last digit of numbers that are not to be called at all. */
  static final String NEVER = "6";

  private static final Duration SOON = Duration.ofMillis(300);

  private Rules() {}

  /**
   * @param opens when the hours begin in {@link #LATE}
   */
  static Campaign on(Campaign campaign, Instant opens) {
    LocalTime from = LocalTime.ofInstant(opens, ZoneOffset.of(LATE));
    return campaign
        .retry(
            RetryByOutcome.none()
                .busy(SOON, AGAIN.get("BUSY"))
                .noAnswer(SOON, AGAIN.get("NO_ANSWER"))
                .machine(SOON, AGAIN.get("MACHINE"))
                .failed(SOON, AGAIN.get("FAILED")))
        .callingHours(CallingHours.daily(from, from.plusHours(12)))
        .expires(opens.plus(Duration.ofHours(6)))
        .attemptLimits(AttemptLimit.gap(GAP), new AttemptLimit(20, Duration.ofHours(1)))
        .maxAlive(MOST_ALIVE)
        .callerIds(CallerIds.inTurn("+15552223333", "+15552224444"))
        .gate(lead -> Mono.delay(Duration.ofMillis(2)).thenReturn(verdict(lead)));
  }

  private static Verdict verdict(Lead lead) {
    if (lead.phone().endsWith(NEVER)) {
      return Verdict.never("it is on the list of those not to be called");
    }
    return System.nanoTime() % 10 == 0
        ? Verdict.later(SOON, "its consent is asked for")
        : Verdict.call();
  }

  /** The same lead each time: some late, some whose time is over before or on the way. */
  static Lead lead(int i, Instant opens) {
    Lead lead =
        Lead.of("+1212" + (5_550_000 + i))
            .key("person-" + i)
            .zone(i % 10 == 0 ? LATE : "UTC")
            .priority(i % 3);
    return switch (i % 20) {
      case 3 -> lead.expires(opens.minus(Duration.ofHours(1)));
      case 10, 13 -> lead.expires(opens.minusSeconds(4));
      default -> lead;
    };
  }
}
