package io.dialflux.history;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time that a history is of.
 *
 * @param from null for what Twilio keeps
 * @param to null for the second of subscription, which it never is later than
 * @param lookBack how long before a watermark, or before now, calls may still change
 */
record Range(@Nullable Instant from, @Nullable Instant to, boolean changes, Duration lookBack) {
  static final Range ALL = new Range(null, null, false, Duration.ofDays(2));

  private static final int MONTHS_KEPT = 13;

  Range between(Instant from, Instant to) {
    Checks.time("from", from);
    if (!Checks.time("to", to).isAfter(from)) {
      throw new IllegalArgumentException("to must be later than from");
    }
    return new Range(from, to, false, lookBack);
  }

  Range since(Instant from) {
    return new Range(Checks.time("from", from), null, false, lookBack);
  }

  Range changesSince(Instant watermark) {
    return new Range(Checks.time("watermark", watermark), null, true, lookBack);
  }

  Range lookBack(Duration time) {
    return new Range(from, to, changes, Checks.notNegative("time", time));
  }

  Instant begin(Instant now) {
    if (from == null) {
      Instant begin = now.atOffset(ZoneOffset.UTC).minusMonths(MONTHS_KEPT).toInstant();
      return begin.isBefore(Instant.EPOCH)
          ? Instant.EPOCH
          : begin; // a test's clock may begin there
    }
    return changes ? before(from) : from;
  }

  /** The look-back before an instant, not before all time. */
  Instant before(Instant instant) {
    Duration most = Duration.between(Instant.EPOCH, instant);
    return lookBack.compareTo(most) < 0 ? instant.minus(lookBack) : Instant.EPOCH;
  }

  /** Now by the whole second: of the one that has begun, calls may still come. */
  Instant end(Instant now) {
    return to == null || now.isBefore(to) ? now.truncatedTo(ChronoUnit.SECONDS) : to;
  }

  /** Whether it was fixed before the end that was asked for had come. */
  boolean isCutShort(Instant ended) {
    return to != null && ended.isBefore(to);
  }

  /** How it was asked for: what two ranges that may be fixed alike differ in. */
  String kind() {
    if (from == null) {
      return "all";
    }
    return changes ? "changes" : to == null ? "since" : "before " + to;
  }

  /** Whether a range of this kind that was fixed earlier can have been this one. */
  boolean fits(Instant begun, Instant ended) {
    return (from == null || begin(ended).equals(begun)) && (to == null || !ended.isAfter(to));
  }
}
