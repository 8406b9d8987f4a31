package io.dialflux.campaign;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** That a claimed lead is given up without an attempt. Immutable. */
public final class Release {
  private final Claim claim;
  private final LeadState to;
  private final @Nullable WaitReason waitsFor;
  private final Duration after;
  private final String reason;

  private Release(
      Claim claim, LeadState to, @Nullable WaitReason waitsFor, Duration after, String reason) {
    this.claim = claim;
    this.to = to;
    this.waitsFor = waitsFor;
    this.after = after;
    this.reason = reason;
  }

  /**
   * {@return that it is ready again}
   *
   * @param claim of the lead
   * @param reason why
   */
  public static Release ready(Claim claim, String reason) {
    return new Release(claim, LeadState.READY, null, Duration.ZERO, reason);
  }

  /**
   * {@return that it is not called: {@link LeadState#HELD}, {@link LeadState#EXPIRED} or {@link
   * LeadState#BLOCKED}}
   *
   * @param claim of the lead
   * @param to an end
   * @param reason why
   */
  public static Release ends(Claim claim, LeadState to, String reason) {
    if (!to.isEnd()) {
      throw new IllegalArgumentException("to must be an end");
    }
    return new Release(claim, to, null, Duration.ZERO, reason);
  }

  /**
   * {@return that it waits}
   *
   * @param claim of the lead
   * @param waitsFor for what
   * @param after how long from now, by the store's clock
   * @param reason why
   */
  public static Release waits(Claim claim, WaitReason waitsFor, Duration after, String reason) {
    return new Release(claim, LeadState.WAITING, waitsFor, after, reason);
  }

  /** {@return the claim, which must be good} */
  public Claim claim() {
    return claim;
  }

  /** {@return where the lead stands then} */
  public LeadState to() {
    return to;
  }

  /** {@return what it waits for; null where it does not} */
  public @Nullable WaitReason waitsFor() {
    return waitsFor;
  }

  /** {@return how long from now it waits; zero where it does not} */
  public Duration after() {
    return after;
  }

  /** {@return why, for people} */
  public String reason() {
    return reason;
  }

  @Override
  public String toString() {
    return "Release[" + claim + " to " + to + "]";
  }
}
