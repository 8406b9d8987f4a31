package io.dialflux.campaign;

import java.time.Duration;
import java.util.Objects;

/**
 * What becomes of a lead whose create left without an answer and whose call is not found on
 * Twilio's lists. Immutable.
 */
public final class OnUnresolved {
  private static final OnUnresolved HOLD = new OnUnresolved(false, Duration.ofMinutes(10));

  private final boolean redials;
  private final Duration grace;

  private OnUnresolved(boolean redials, Duration grace) {
    this.redials = redials;
    this.grace = grace;
  }

  /**
   * {@return the default: looked for over 10 minutes, then held for a person to decide. Where there
   * are calls that may be the attempt's, they are waited for, and 20 minutes more, because then
   * their events tell. Nobody is called twice}
   */
  public static OnUnresolved hold() {
    return HOLD;
  }

  /**
   * {@return as {@link #hold()}, looking for another time}
   *
   * @param grace longer than zero, from the intent on
   */
  public static OnUnresolved holdAfter(Duration grace) {
    return new OnUnresolved(false, checked(grace));
  }

  /**
   * Takes a call that is not found for so long as never placed, and calls again. <b>A phone can
   * ring twice</b> where a list lags, a call's record is deleted, Twilio keeps a number in a form
   * that its list does not find by the one sent, or a suspended machine goes on after longer than
   * the grace.
   *
   * @param grace from the intent on; not shorter than the campaign's {@link Campaign#settleAfter}
   *     and {@link Campaign#sendBy} together, which {@link Campaign#load} and {@link
   *     Campaign#run()} check. Many minutes are wise
   * @return the policy that calls again
   */
  public static OnUnresolved redialAfter(Duration grace) {
    return new OnUnresolved(true, checked(grace));
  }

  /** {@return whether a lead is called again} */
  public boolean redials() {
    return redials;
  }

  /** {@return how long a call is looked for, from the intent on} */
  public Duration grace() {
    return grace;
  }

  @Override
  public String toString() {
    return (redials ? "REDIAL_AFTER " : "HOLD after ") + grace;
  }

  private static Duration checked(Duration grace) {
    Objects.requireNonNull(grace, "grace");
    if (grace.isNegative() || grace.isZero()) {
      throw new IllegalArgumentException("grace must be longer than zero");
    }
    return grace;
  }
}
