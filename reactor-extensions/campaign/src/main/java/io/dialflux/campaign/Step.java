package io.dialflux.campaign;

import io.dialflux.call.CallStatus;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One step of an attempt and its lead: from which states, to which, and why. The rules of what may
 * follow what are here, so that all stores keep the same ones; a store makes the step where the
 * attempt is in one of the states, and else not. Immutable.
 */
public final class Step {
  private final String attemptId;
  private final Set<AttemptState> from;
  private final AttemptState to;
  private final LeadState lead;
  private final @Nullable String callSid;
  private final @Nullable CallStatus callStatus;
  private final String reason;

  private Step(
      String attemptId,
      Set<AttemptState> from,
      AttemptState to,
      LeadState lead,
      @Nullable String callSid,
      @Nullable CallStatus callStatus,
      String reason) {
    this.attemptId = Objects.requireNonNull(attemptId, "attemptId");
    this.from = from;
    this.to = to;
    this.lead = lead;
    this.callSid = callSid;
    this.callStatus = callStatus;
    this.reason = reason;
  }

  /**
   * {@return that there is a call: also for an attempt that was given up, for a call is a fact}
   *
   * @param attemptId which attempt
   * @param callSid the call
   * @param status how it stands; its end ends the lead too, or lets it wait for its next call
   * @param reason how this is known
   */
  public static Step placed(String attemptId, String callSid, CallStatus status, String reason) {
    Objects.requireNonNull(callSid, "callSid");
    EnumSet<AttemptState> before =
        EnumSet.of(
            AttemptState.INTENT, AttemptState.UNKNOWN, AttemptState.HELD, AttemptState.ABSENT);
    LeadState lead = CallFacts.of(callSid).status(status).end();
    AttemptState to = lead.isEnd() ? AttemptState.ENDED : AttemptState.PLACED;
    return new Step(attemptId, before, to, lead, callSid, status, reason);
  }

  /**
   * {@return that Twilio refused the create}
   *
   * @param attemptId which attempt
   * @param reason Twilio's, without personal data
   */
  public static Step refused(String attemptId, String reason) {
    return new Step(
        attemptId,
        EnumSet.of(AttemptState.INTENT, AttemptState.UNKNOWN, AttemptState.HELD),
        AttemptState.REFUSED,
        LeadState.REFUSED,
        null,
        null,
        reason);
  }

  /**
   * {@return that the create was provably not processed: its lead is ready again}
   *
   * @param attemptId which attempt
   * @param reason why not
   */
  public static Step notProcessed(String attemptId, String reason) {
    return new Step(
        attemptId,
        EnumSet.of(AttemptState.INTENT, AttemptState.UNKNOWN, AttemptState.HELD),
        AttemptState.NOT_PROCESSED,
        LeadState.READY,
        null,
        null,
        reason);
  }

  /**
   * {@return that the create left and no definite answer came}
   *
   * @param attemptId which attempt
   * @param reason what came instead
   */
  public static Step unknown(String attemptId, String reason) {
    return new Step(
        attemptId,
        EnumSet.of(AttemptState.INTENT),
        AttemptState.UNKNOWN,
        LeadState.UNKNOWN,
        null,
        null,
        reason);
  }

  /**
   * {@return that no call was found for the whole grace, so that its lead is called again}
   *
   * @param attemptId which attempt
   * @param reason what was looked for how long
   */
  public static Step absent(String attemptId, String reason) {
    return new Step(
        attemptId,
        EnumSet.of(AttemptState.UNKNOWN),
        AttemptState.ABSENT,
        LeadState.READY,
        null,
        null,
        reason);
  }

  /**
   * {@return that nobody can tell whether there is a call, so that a person decides}
   *
   * @param attemptId which attempt
   * @param reason what the evidence was
   */
  public static Step held(String attemptId, String reason) {
    return new Step(
        attemptId,
        EnumSet.of(AttemptState.UNKNOWN),
        AttemptState.HELD,
        LeadState.HELD,
        null,
        null,
        reason);
  }

  /** {@return which attempt} */
  public String attemptId() {
    return attemptId;
  }

  /** {@return the states that the attempt must be in; unmodifiable} */
  public Set<AttemptState> from() {
    return Set.copyOf(from);
  }

  /** {@return the attempt's state after it} */
  public AttemptState to() {
    return to;
  }

  /** {@return the lead's state after it, where the lead goes by this attempt} */
  public LeadState lead() {
    return lead;
  }

  /** {@return the call that there is; null where none is known} */
  public @Nullable String callSid() {
    return callSid;
  }

  /** {@return how the call stood; null where none is known} */
  public @Nullable CallStatus callStatus() {
    return callStatus;
  }

  /** {@return why, for people} */
  public String reason() {
    return reason;
  }

  @Override
  public String toString() {
    return "Step[" + attemptId + " to " + to + "]";
  }
}
