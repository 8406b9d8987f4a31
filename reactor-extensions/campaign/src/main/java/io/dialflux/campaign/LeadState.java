package io.dialflux.campaign;

/** Where a lead stands. Every lead is in exactly one state. */
public enum LeadState {
  /** Waits for its turn. */
  READY,
  /** A dialler has taken it for a while (its lease) and has not begun to call. */
  CLAIMED,
  /** A call is about to be placed, or being placed: written down before the first byte is sent. */
  INTENT,
  /** A create left and no definite answer came: its phone may have rung. Being looked up. */
  UNKNOWN,
  /** A rule lets it wait until a time: {@link WaitReason}. */
  WAITING,
  /** Twilio has accepted its call; how the call ended is not known yet. */
  PLACED,
  /** Its call was answered and has ended. */
  COMPLETED,
  /** A machine answered its call, which has ended. */
  MACHINE,
  /** Its line was busy. */
  BUSY,
  /** Nobody answered. */
  NO_ANSWER,
  /** Its call could not be put through. */
  FAILED,
  /** Its call was cancelled before it was answered. */
  CANCELED,
  /** Twilio refused its call: no phone rang. */
  REFUSED,
  /** Its own time, or the campaign's, was over before its call could be placed. */
  EXPIRED,
  /** The gate says that it is never to be called: {@link DialGate}. */
  BLOCKED,
  /**
   * Nobody can tell whether its phone rang or how its call ended, or its call cannot be made: a
   * person decides.
   */
  HELD;

  /** {@return whether nothing more happens to the lead by itself} */
  public boolean isEnd() {
    return switch (this) {
      case COMPLETED, MACHINE, BUSY, NO_ANSWER, FAILED, CANCELED, REFUSED, EXPIRED, BLOCKED, HELD ->
          true;
      case READY, CLAIMED, INTENT, UNKNOWN, WAITING, PLACED -> false;
    };
  }

  /** {@return whether a dialler has still something to do: all but {@link #PLACED} and the ends} */
  public boolean isOpen() {
    return !isEnd() && this != PLACED;
  }
}
