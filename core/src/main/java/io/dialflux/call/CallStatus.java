package io.dialflux.call;

/** Where a call stands. Open: a status that Twilio adds is kept as its text. */
public final class CallStatus extends OpenEnum {
  public static final CallStatus QUEUED = new CallStatus("queued", false);
  public static final CallStatus RINGING = new CallStatus("ringing", false);
  public static final CallStatus IN_PROGRESS = new CallStatus("in-progress", false);
  public static final CallStatus COMPLETED = new CallStatus("completed", true);
  public static final CallStatus BUSY = new CallStatus("busy", true);
  public static final CallStatus FAILED = new CallStatus("failed", true);
  public static final CallStatus NO_ANSWER = new CallStatus("no-answer", true);
  public static final CallStatus CANCELED = new CallStatus("canceled", true);

  private final boolean terminal;

  private CallStatus(String value, boolean terminal) {
    super(value);
    this.terminal = terminal;
  }

  /** The constant for a known text, else a status with that text. */
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

  /** Whether the call has ended; false for a status that is not known here. */
  public boolean isTerminal() {
    return terminal;
  }
}
