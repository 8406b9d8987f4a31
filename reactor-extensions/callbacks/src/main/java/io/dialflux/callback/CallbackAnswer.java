package io.dialflux.callback;

import org.jspecify.annotations.Nullable;

/** What Twilio is to be answered. Immutable. */
public final class CallbackAnswer {
  private final int status;
  private final @Nullable String twiml;

  private CallbackAnswer(int status, @Nullable String twiml) {
    this.status = status;
    this.twiml = twiml;
  }

  static CallbackAnswer of(int status) {
    return new CallbackAnswer(status, null);
  }

  static CallbackAnswer ofTwiml(String twiml) {
    return new CallbackAnswer(200, twiml);
  }

  /**
   * {@return the HTTP status: 200 or 204 where the event was accepted; 403 for a wrong signature,
   * 405 for a method that is neither GET nor POST, 413 for a body that is too large, 400 for one
   * that is signed but tells of no call; 503 where the event was not accepted}
   */
  public int status() {
    return status;
  }

  /** {@return the body, to be sent as {@code text/xml} in UTF-8; null where there is none} */
  public @Nullable String twiml() {
    return twiml;
  }

  /** {@return the status} */
  @Override
  public String toString() {
    return "CallbackAnswer[" + status + "]";
  }
}
