package io.dialflux.call;

/** A step of a call that Twilio reports to the status callback. */
public enum StatusCallbackEvent {
  INITIATED("initiated"),
  RINGING("ringing"),
  ANSWERED("answered"),
  COMPLETED("completed");

  private final String value;

  StatusCallbackEvent(String value) {
    this.value = value;
  }

  /** The text on the wire. */
  public String value() {
    return value;
  }
}
