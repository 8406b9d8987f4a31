package io.dialflux.dial;

import java.time.Duration;

/**
 * When the next call may start: evenly spaced, and never more than the rate in any second. Times
 * are nanoseconds of one clock. Not thread-safe: whoever shares one guards it.
 *
 * <p>Spacing is counted from the time a call was due, so that a late timer does not lower the rate;
 * what a longer stall lost is not caught up. The times of the last second's calls are kept, because
 * catching up alone could put one call too many into a second.
 */
public final class Pacer {
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

  /**
   * A pacer whose first call may start at once.
   *
   * @param callsPerSecond above 0, at most 100,000
   * @param now nanoseconds of the clock that all other times are of
   */
  public Pacer(double callsPerSecond, long now) {
    if (!(callsPerSecond > 0 && callsPerSecond <= 100_000)) {
      throw new IllegalArgumentException("callsPerSecond must be above 0 and at most 100000");
    }
    this.rate = callsPerSecond;
    this.lastSecond = new long[(int) Math.ceil(callsPerSecond)];
    this.due = now;
    this.recovered = now;
    this.slowed = now - SECOND;
  }

  /**
   * {@return how many nanoseconds from now until the next call may start; 0 or less if it may now}
   *
   * @param now nanoseconds of the pacer's clock
   */
  public long delay(long now) {
    long window = granted < lastSecond.length ? due : lastSecond[slot(granted)] + SECOND;
    return Math.max(due, window) - now;
  }

  /**
   * A call starts now.
   *
   * @param now nanoseconds of the pacer's clock
   */
  public void start(long now) {
    recover(now);
    lastSecond[slot(granted++)] = now;
    due = Math.max(due, now - MOST_CAUGHT_UP) + interval();
  }

  /**
   * Twilio has too much to do: half the pace, once a second at most, and no call before the time it
   * asked for (or a minute, if that is sooner). Down to a sixteenth; it recovers by a tenth of the
   * full pace a second.
   *
   * @param now nanoseconds of the pacer's clock
   * @param retryAfter zero where it asked for none
   */
  public void slowDown(long now, Duration retryAfter) {
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
   * {@return how many calls a second may start at present}
   *
   * @param now nanoseconds of the pacer's clock
   */
  public double callsPerSecond(long now) {
    recover(now);
    return rate * share;
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
