package io.dialflux.call;

/** Which direction of the audio is recorded. */
public enum RecordingTrack {
  INBOUND("inbound"),
  OUTBOUND("outbound"),
  BOTH("both");

  private final String value;

  RecordingTrack(String value) {
    this.value = value;
  }

  /** The text on the wire. */
  public String value() {
    return value;
  }
}
