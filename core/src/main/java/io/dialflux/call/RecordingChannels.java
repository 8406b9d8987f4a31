package io.dialflux.call;

/** Whether both legs of a call are recorded into one channel or each into its own. */
public enum RecordingChannels {
  /** Both legs mixed into one channel; Twilio's default. */
  MONO("mono"),
  /** Each leg in a channel of its own. */
  DUAL("dual");

  private final String value;

  RecordingChannels(String value) {
    this.value = value;
  }

  /** {@return the text on the wire} */
  public String value() {
    return value;
  }
}
