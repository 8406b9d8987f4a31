package io.dialflux.call;

/** Whether Twilio finds out if a human or a machine picked up. */
public enum MachineDetection {
  /** The call goes on as soon as it is known who picked up. */
  ENABLE("Enable"),
  /** The call goes on at the end of a machine's greeting, to leave a message after it. */
  DETECT_MESSAGE_END("DetectMessageEnd");

  private final String value;

  MachineDetection(String value) {
    this.value = value;
  }

  /** {@return the text on the wire} */
  public String value() {
    return value;
  }
}
