package io.dialflux.campaign;

import io.dialflux.call.CallStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call on Twilio's list that the ledger does not know.
 *
 * @param sid of the call
 * @param to whom it called
 * @param from who called
 * @param createdAt when Twilio accepted it
 * @param status how it stands
 * @param attemptId the attempt it is stamped with; null where that is not known, empty where the
 *     stamp is not of this ledger
 */
public record FoundCall(
    String sid,
    String to,
    String from,
    Instant createdAt,
    CallStatus status,
    @Nullable String attemptId) {
  @Override
  public String toString() {
    return "FoundCall[" + sid + ", " + status + "]";
  }
}
