package io.dialflux.campaign;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What would become of a lead if its turn were now, and why. Immutable. {@link #toString()} shows
 * nothing personal.
 */
public final class Forecast {
  private final LeadRecord lead;
  private final LeadState state;
  private final @Nullable WaitReason waitsFor;
  private final @Nullable Instant dueAt;
  private final String reason;

  private Forecast(
      LeadRecord lead,
      LeadState state,
      @Nullable WaitReason waitsFor,
      @Nullable Instant dueAt,
      String reason) {
    this.lead = lead;
    this.state = state;
    this.waitsFor = waitsFor;
    this.dueAt = dueAt;
    this.reason = reason;
  }

  static Forecast asItStands(LeadRecord lead) {
    return new Forecast(lead, lead.state(), lead.waitsFor(), lead.dueAt(), lead.reason());
  }

  static Forecast called(LeadRecord lead) {
    // why it is ready is worth telling: another call to its phone may be under way
    String reason = lead.state() == LeadState.READY ? lead.reason() : "waits for its turn";
    return new Forecast(lead, LeadState.READY, null, null, reason);
  }

  static Forecast of(LeadRecord lead, Release release, Instant now) {
    Instant due = release.waitsFor() == null ? null : now.plus(release.after());
    return new Forecast(lead, release.to(), release.waitsFor(), due, release.reason());
  }

  /** {@return the lead as the ledger holds it} */
  public LeadRecord lead() {
    return lead;
  }

  /** {@return whether it would be called} */
  public boolean isCalled() {
    return state == LeadState.READY;
  }

  /** {@return where it would stand instead; {@link LeadState#READY} where it would be called} */
  public LeadState state() {
    return state;
  }

  /** {@return what it would wait for; null where it would not} */
  public @Nullable WaitReason waitsFor() {
    return waitsFor;
  }

  /** {@return until when it would wait; null where it would not} */
  public @Nullable Instant dueAt() {
    return dueAt;
  }

  /** {@return why, for people; not empty} */
  public String reason() {
    return reason;
  }

  @Override
  public String toString() {
    return "Forecast[" + state + "]";
  }
}
