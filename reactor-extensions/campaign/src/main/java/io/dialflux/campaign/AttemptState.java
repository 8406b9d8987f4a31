package io.dialflux.campaign;

/** Where one attempt to call a lead stands. */
public enum AttemptState {
  /** Written down; its create may be under way. */
  INTENT,
  /** Its create left and no definite answer came. */
  UNKNOWN,
  /** Nobody can tell whether there is a call. */
  HELD,
  /** There is a call. */
  PLACED,
  /** Its call has ended. */
  ENDED,
  /** Twilio refused it: no phone rang. */
  REFUSED,
  /** Twilio did not process it, or nothing was sent: no phone rang. */
  NOT_PROCESSED,
  /** Taken for not placed by rule, because no call was found for long enough. */
  ABSENT;

  /** {@return whether a call may be alive, so that nobody else may call the same phone} */
  public boolean isActive() {
    return this == INTENT || this == UNKNOWN || this == PLACED;
  }
}
