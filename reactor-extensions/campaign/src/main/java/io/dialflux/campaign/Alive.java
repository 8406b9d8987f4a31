package io.dialflux.campaign;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Calls of one caller that Twilio has news of.
 *
 * @param from who calls
 * @param old those that are to be asked for one by one, by their SIDs
 * @param since when the earliest of the others was written down, by the store's clock; null where
 *     there are no others
 */
public record Alive(String from, List<String> old, @Nullable Instant since) {
  @Override
  public String toString() {
    return "Alive[" + old.size() + " old, others since " + since + "]";
  }
}
