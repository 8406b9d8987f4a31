package io.dialflux.campaign;

import java.time.Duration;

/**
 * A create that is about to be sent.
 *
 * @param claim of the lead
 * @param attemptId 32 hexadecimal digits, of no other attempt
 * @param from who calls
 * @param sendBy how long from now the request may still be written
 * @param lease how long from now the attempt is left to its dialler; then it is looked up
 * @param limits what must hold
 */
public record Intent(
    Claim claim, String attemptId, String from, Duration sendBy, Duration lease, Limits limits) {
  /** What a store made of an intent. */
  public enum Result {
    /** It is durable: the create may be sent. */
    WRITTEN,
    /** The claim is no longer good: somebody else has the lead. Nothing was written. */
    CLAIM_LOST,
    /** The phone has an active attempt already: the lead is READY again. */
    PHONE_BUSY,
    /** The phone was called often enough: the lead is WAITING until it may be called again. */
    PHONE_LIMITED,
    /** As many calls are alive as may be: the lead is READY again. */
    NO_ROOM
  }

  @Override
  public String toString() {
    return "Intent[" + attemptId + ", " + claim + "]";
  }
}
