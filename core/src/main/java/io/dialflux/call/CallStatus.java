package io.dialflux.call;

/** Where a call stands. Open: a status that Twilio adds is kept as its text. */
public final class CallStatus extends OpenEnum {
  /** Accepted and waiting for its turn to be dialled. */
  public static final CallStatus QUEUED = new CallStatus("queued", false);

  /** Dialled; nobody has picked up yet. */
  public static final CallStatus RINGING = new CallStatus("ringing", false);

  /** Answered and going on. */
  public static final CallStatus IN_PROGRESS = new CallStatus("in-progress", false);

  /** Answered and ended. */
  public static final CallStatus COMPLETED = new CallStatus("completed", true);

  /** Ended: the line was busy. */
  public static final CallStatus BUSY = new CallStatus("busy", true);

  /** Ended: the call could not be put through, as to a number that does not exist. */
  public static final CallStatus FAILED = new CallStatus("failed", true);

  /** Ended: nobody picked up in time. */
  public static final CallStatus NO_ANSWER = new CallStatus("no-answer", true);

  /** Ended by a request while it was queued or ringing. */
  public static final CallStatus CANCELED = new CallStatus("canceled", true);

  private final boolean terminal;

  private CallStatus(String value, boolean terminal) {
    super(value);
    this.terminal = terminal;
  }

  /**
   * {@return the constant for a known text, else a status with that text}
   *
   * @param value as on the wire, in lower case
   */
  public static CallStatus of(String value) {
    return switch (value) {
      case "queued" -> QUEUED;
      case "ringing" -> RINGING;
      case "in-progress" -> IN_PROGRESS;
      case "completed" -> COMPLETED;
      case "busy" -> BUSY;
      case "failed" -> FAILED;
      case "no-answer" -> NO_ANSWER;
      case "canceled" -> CANCELED;
      default -> new CallStatus(value, false);
    };
  }

  /**
   * {@return whether the call has ended, so that its status does not change any more; false for a
   * status that is not known here}
   */
  public boolean isTerminal() {
    return terminal;
  }
}
