package io.dialflux.history;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The time that a history is of.
 *
 * @param from null for what Twilio keeps
 * @param to null for the instant of subscription
 * @param lookBack how long before a watermark, or before now, calls may still change
 */
record Range(@Nullable Instant from, @Nullable Instant to, boolean changes, Duration lookBack) {
  static final Range ALL = new Range(null, null, false, Duration.ofDays(2));

  private static final int MONTHS_KEPT = 13;

  Range between(Instant from, Instant to) {
    Objects.requireNonNull(from, "from");
    if (!Objects.requireNonNull(to, "to").isAfter(from)) {
      throw new IllegalArgumentException("to must be later than from");
    }
    return new Range(from, to, false, lookBack);
  }

  Range since(Instant from) {
    return new Range(Objects.requireNonNull(from, "from"), null, false, lookBack);
  }

  Range changesSince(Instant watermark) {
    return new Range(Objects.requireNonNull(watermark, "watermark"), null, true, lookBack);
  }

  Range lookBack(Duration time) {
    return new Range(from, to, changes, Checks.notNegative("time", time));
  }

  Instant begin(Instant now) {
    if (from == null) {
      return now.atOffset(ZoneOffset.UTC).minusMonths(MONTHS_KEPT).toInstant();
    }
    return changes ? from.minus(lookBack) : from;
  }

  Instant end(Instant now) {
    return to == null ? now : to;
  }

  /** Whether a range that was fixed earlier can have been this one. */
  boolean fits(Instant begun, Instant ended) {
    return (from == null || begin(ended).equals(begun)) && (to == null || to.equals(ended));
  }
}
