package io.dialflux.campaign;

import java.time.Instant;

/**
 * Calls of one caller that Twilio's list has news of.
 *
 * @param from who calls
 * @param since when the earliest of them was written down, by the store's clock
 * @param calls how many
 */
public record Alive(String from, Instant since, long calls) {
  @Override
  public String toString() {
    return "Alive[" + calls + " calls since " + since + "]";
  }
}
