package io.dialflux.campaign;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The last word on whether a lead may be called: suppression lists, consent, whatever else must be
 * asked outside. Asked at dial time, right before the attempt is written down, and never at load.
 */
@FunctionalInterface
public interface DialGate {
  /**
   * Asks whether a lead may be called now. Called on a thread that must not block, at the pace of
   * the campaign, for up to {@link Campaign#maxInFlight} leads at once. A lead for which it fails,
   * stays empty or takes longer than 10 seconds is not called, and asked for again a minute later;
   * the first failure of each kind is logged. Whoever is turned down has used its place in the
   * pace.
   *
   * @param lead with its phone in E.164 form. Personal
   * @return the verdict
   */
  Mono<Verdict> check(Lead lead);

  /** What a gate says. Immutable. */
  final class Verdict {
    private static final Verdict CALL = new Verdict(null, "");

    private final @Nullable Duration after;
    private final String reason;

    private Verdict(@Nullable Duration after, String reason) {
      this.after = after;
      this.reason = reason;
    }

    /** {@return that the lead may be called now} */
    public static Verdict call() {
      return CALL;
    }

    /**
     * {@return that the lead is to be asked for again later}
     *
     * @param after how much later
     * @param reason why, for people; without personal data
     */
    public static Verdict later(Duration after, String reason) {
      Objects.requireNonNull(after, "after");
      if (after.isZero() || after.isNegative()) {
        throw new IllegalArgumentException("after must be longer than zero");
      }
      return new Verdict(after, checked(reason));
    }

    /**
     * {@return that the lead is not to be called at all: it becomes {@link LeadState#BLOCKED}}
     *
     * @param reason why, for people; without personal data
     */
    public static Verdict never(String reason) {
      return new Verdict(null, checked(reason));
    }

    private static String checked(String reason) {
      if (reason.isBlank()) {
        throw new IllegalArgumentException("reason must not be blank");
      }
      return reason;
    }

    /** What becomes of the claim; null where it may be called. */
    @Nullable Release of(Claim claim) {
      if (this == CALL) {
        return null;
      }
      return after == null
          ? Release.ends(claim, LeadState.BLOCKED, reason)
          : Release.waits(claim, WaitReason.GATE, after, reason);
    }

    @Override
    public String toString() {
      return this == CALL ? "call" : after == null ? "never" : "wait " + after;
    }
  }
}
