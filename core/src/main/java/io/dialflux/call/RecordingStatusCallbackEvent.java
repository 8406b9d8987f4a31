package io.dialflux.call;

/** A step of a recording that Twilio reports to the recording status callback. */
public enum RecordingStatusCallbackEvent {
  /** The recording has begun. */
  IN_PROGRESS("in-progress"),
  /** The recording can be fetched; the only step that Twilio reports by default. */
  COMPLETED("completed"),
  /** The call ended and there is nothing to fetch, as after silence only. */
  ABSENT("absent");

  private final String value;

  RecordingStatusCallbackEvent(String value) {
    this.value = value;
  }

  /** {@return the text on the wire} */
  public String value() {
    return value;
  }
}
