package io.dialflux.call;

/** Which direction of the audio is recorded. */
public enum RecordingTrack {
  /** What Twilio receives on the call. */
  INBOUND("inbound"),
  /** What Twilio sends on the call. */
  OUTBOUND("outbound"),
  /** Both directions; Twilio's default. */
  BOTH("both");

  private final String value;

  RecordingTrack(String value) {
    this.value = value;
  }

  /** {@return the text on the wire} */
  public String value() {
    return value;
  }
}
