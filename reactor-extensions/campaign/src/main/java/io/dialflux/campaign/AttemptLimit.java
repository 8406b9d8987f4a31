package io.dialflux.campaign;

import java.time.Duration;
import java.util.Objects;

/**
 * How often one phone may be called within a time that ends now, over all campaigns of a ledger.
 * Counted are attempts from when they were written down, but for those that provably rang no phone.
 *
 * <p>Florida allows 3 commercial calls to a person in 24 hours on one subject (Fla. Stat.
 * 501.616(6)(b)): {@code new AttemptLimit(3, Duration.ofHours(24))}.
 *
 * @param most so many attempts, at least 1
 * @param window in any time of this length
 */
public record AttemptLimit(int most, Duration window) {
  /**
   * A limit.
   *
   * @param most so many attempts, at least 1
   * @param window in any time of this length
   * @throws IllegalArgumentException naming what is out of range
   */
  public AttemptLimit {
    Objects.requireNonNull(window, "window");
    if (most < 1) {
      throw new IllegalArgumentException("most must be at least 1");
    }
    if (window.isZero() || window.isNegative()) {
      throw new IllegalArgumentException("window must be longer than zero");
    }
  }

  /**
   * {@return the least time between two attempts to one phone}
   *
   * @param least from when the first was written down
   */
  public static AttemptLimit gap(Duration least) {
    return new AttemptLimit(1, least);
  }
}
