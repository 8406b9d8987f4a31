package io.dialflux.error;

/**
 * What a failure says about the request: may it have taken effect? For a create that reads: may a
 * phone have rung?
 */
public enum Outcome {
  /** Not one byte of the request left this machine. No phone rang. */
  NOT_SENT,
  /** Twilio answered that it did not do it. No phone rang. */
  REFUSED,
  /** The request left and no definite answer came back. A phone may have rung. */
  UNKNOWN
}
