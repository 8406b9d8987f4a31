package io.dialflux.campaign;

/** What a lead in {@link LeadState#WAITING} waits for. */
public enum WaitReason {
  /** Its last call did not reach it, and the next is due later: {@link RetryByOutcome}. */
  RETRY,
  /** It is not a time to call where the lead is: {@link CallingHours}. */
  CALLING_HOURS,
  /** Its phone was called often enough for now: {@link AttemptLimit}. */
  ATTEMPT_LIMIT,
  /** The gate lets it wait, or did not answer: {@link DialGate}. */
  GATE
}
