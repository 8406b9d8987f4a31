package io.dialflux.campaign;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A lead as the ledger holds it, with the attempt it goes by. Immutable. {@link #toString()} shows
 * nothing personal.
 */
public final class LeadRecord {
  private final Lead lead;
  private final LeadState state;
  private final String reason;
  private final int attempts;
  private final @Nullable String attemptId;
  private final @Nullable String callSid;
  private final @Nullable Instant intendedAt;
  private final @Nullable Instant unknownAt;
  private final @Nullable WaitReason waitsFor;
  private final @Nullable Instant dueAt;

  /**
   * A record, for stores.
   *
   * @param lead with its phone in E.164 form
   * @param state where it stands
   * @param reason why it stands there, for people
   * @param attempts how many attempts were written down
   * @param attemptId of the one it goes by; null where there is none
   * @param callSid the call of that one; null where none is known
   * @param intendedAt when that one was written down; null where there is none
   * @param unknownAt when one first had no clear answer; null where all had one
   * @param waitsFor what it waits for; null where it does not
   * @param dueAt until when it waits; null where it does not
   */
  public LeadRecord(
      Lead lead,
      LeadState state,
      String reason,
      int attempts,
      @Nullable String attemptId,
      @Nullable String callSid,
      @Nullable Instant intendedAt,
      @Nullable Instant unknownAt,
      @Nullable WaitReason waitsFor,
      @Nullable Instant dueAt) {
    this.lead = Objects.requireNonNull(lead, "lead");
    this.state = Objects.requireNonNull(state, "state");
    this.reason = Objects.requireNonNull(reason, "reason");
    this.attempts = attempts;
    this.attemptId = attemptId;
    this.callSid = callSid;
    this.intendedAt = intendedAt;
    this.unknownAt = unknownAt;
    this.waitsFor = waitsFor;
    this.dueAt = dueAt;
  }

  /** {@return the lead, with its phone in E.164 form. Personal} */
  public Lead lead() {
    return lead;
  }

  /** {@return where it stands} */
  public LeadState state() {
    return state;
  }

  /** {@return why it stands there, for people; not empty} */
  public String reason() {
    return reason;
  }

  /** {@return how many attempts were written down for it} */
  public int attempts() {
    return attempts;
  }

  /**
   * {@return the id of the attempt it goes by: its latest, unless the call of one before was found
   * since; null where there is none}
   */
  public @Nullable String attemptId() {
    return attemptId;
  }

  /** {@return the SID of that attempt's call; null where none is known} */
  public @Nullable String callSid() {
    return callSid;
  }

  /** {@return when that attempt was written down; null where there is none} */
  public @Nullable Instant intendedAt() {
    return intendedAt;
  }

  /**
   * {@return when an attempt of it first had no clear answer, also where it was settled since; null
   * where all attempts had one}
   */
  public @Nullable Instant unknownAt() {
    return unknownAt;
  }

  /** {@return what it waits for; null unless it is {@link LeadState#WAITING}} */
  public @Nullable WaitReason waitsFor() {
    return waitsFor;
  }

  /** {@return until when it waits; null unless it is {@link LeadState#WAITING}} */
  public @Nullable Instant dueAt() {
    return dueAt;
  }

  @Override
  public String toString() {
    return "LeadRecord[" + state + ", " + attempts + " attempts]";
  }
}
