package io.dialflux.call;

/** Whether silence at a recording's ends is cut off. */
public enum Trim {
  /** Silence at the beginning and the end is cut off; Twilio's default. */
  TRIM_SILENCE("trim-silence"),
  /** The recording stays as it is, and as long as the call. */
  DO_NOT_TRIM("do-not-trim");

  private final String value;

  Trim(String value) {
    this.value = value;
  }

  /** {@return the text on the wire} */
  public String value() {
    return value;
  }
}
