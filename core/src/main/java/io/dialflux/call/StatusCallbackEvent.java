package io.dialflux.call;

/** A step of a call that Twilio reports to the status callback. */
public enum StatusCallbackEvent {
  /** Twilio starts dialling: the call leaves the queue. */
  INITIATED("initiated"),
  /** The phone rings. */
  RINGING("ringing"),
  /** Somebody or something picked up. */
  ANSWERED("answered"),
  /** The call ended, in whatever way; the only step that Twilio reports by default. */
  COMPLETED("completed");

  private final String value;

  StatusCallbackEvent(String value) {
    this.value = value;
  }

  /** {@return the text on the wire} */
  public String value() {
    return value;
  }
}
