package io.dialflux.call;

/** Whether silence at a recording's ends is cut off. */
public enum Trim {
  TRIM_SILENCE("trim-silence"),
  DO_NOT_TRIM("do-not-trim");

  private final String value;

  Trim(String value) {
    this.value = value;
  }

  /** The text on the wire. */
  public String value() {
    return value;
  }
}
