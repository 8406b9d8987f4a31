package io.dialflux.dial;

import java.time.Duration;

/**
 * When the next call may start: evenly spaced, and never more than the rate in any second. Times
 * are nanoseconds of one clock. Not thread-safe.
 *
 * <p>Spacing is counted from the time a call was due, so that a late timer does not lower the rate;
 * what a longer stall lost is not caught up. The times of the last second's calls are kept, because
 * catching up alone could put one call too many into a second.
 */
final class Pacer {
  private static final long SECOND = 1_000_000_000L;
  private static final long MOST_CAUGHT_UP = SECOND / 20;
  private static final double LEAST_SHARE = 1.0 / 16;
  private static final double RECOVERED_PER_SECOND = 0.1;
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

  private final double rate;
  private final long[] lastSecond;
  private long granted;
  private long due;
  private double share = 1;
  private long recovered;
  private long slowed;

  Pacer(double callsPerSecond, long now) {
    this.rate = callsPerSecond;
    this.lastSecond = new long[(int) Math.ceil(callsPerSecond)];
    this.due = now;
    this.recovered = now;
    this.slowed = now - SECOND;
  }

  /** How long from now until the next call may start; 0 or less if it may now. */
  long delay(long now) {
    long window = granted < lastSecond.length ? due : lastSecond[slot(granted)] + SECOND;
    return Math.max(due, window) - now;
  }

  /** A call starts now. */
  void start(long now) {
    recover(now);
    lastSecond[slot(granted++)] = now;
    due = Math.max(due, now - MOST_CAUGHT_UP) + interval();
  }

  /**
   * Twilio has too much to do: half the pace, once a second at most, and no call before the time it
   * asked for (or a minute, if that is sooner).
   */
  void slowDown(long now, Duration retryAfter) {
    recover(now);
    if (now - slowed >= SECOND) {
      share = Math.max(share / 2, LEAST_SHARE);
      slowed = now;
      recovered = now;
    }
    // compared before it is converted: nanoseconds do not hold what an answer may ask for
    Duration pause = retryAfter.compareTo(LONGEST_PAUSE) < 0 ? retryAfter : LONGEST_PAUSE;
    due = Math.max(due, now + Math.max(pause.toNanos(), interval()));
  }

  /**
   * How many calls are let wait for their turn: those of the next tenth of a second, one at least.
   */
  int ahead() {
    return (int) Math.max(1, Math.ceil(rate * share / 10));
  }

  private void recover(long now) {
    long seconds = (now - recovered) / SECOND;
    share = Math.min(1, share + seconds * RECOVERED_PER_SECOND);
    recovered += seconds * SECOND;
  }

  private long interval() {
    return (long) Math.ceil(SECOND / (rate * share));
  }

  private int slot(long grant) {
    return (int) (grant % lastSecond.length);
  }
}
