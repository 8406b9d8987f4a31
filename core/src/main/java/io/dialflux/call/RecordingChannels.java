package io.dialflux.call;

/** Whether both legs of a call are recorded into one channel or each into its own. */
public enum RecordingChannels {
  MONO("mono"),
  DUAL("dual");

  private final String value;

  RecordingChannels(String value) {
    this.value = value;
  }

  /** The text on the wire. */
  public String value() {
    return value;
  }
}
