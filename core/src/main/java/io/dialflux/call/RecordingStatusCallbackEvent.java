package io.dialflux.call;

/** A step of a recording that Twilio reports to the recording status callback. */
public enum RecordingStatusCallbackEvent {
  IN_PROGRESS("in-progress"),
  COMPLETED("completed"),
  ABSENT("absent");

  private final String value;

  RecordingStatusCallbackEvent(String value) {
    this.value = value;
  }

  /** The text on the wire. */
  public String value() {
    return value;
  }
}
