package io.dialflux.call;

/** Whether Twilio finds out if a human or a machine picked up. */
public enum MachineDetection {
  ENABLE("Enable"),
  DETECT_MESSAGE_END("DetectMessageEnd");

  private final String value;

  MachineDetection(String value) {
    this.value = value;
  }

  /** The text on the wire. */
  public String value() {
    return value;
  }
}
