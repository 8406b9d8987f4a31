package io.dialflux.campaign;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a ledger says of itself.
 *
 * @param id of the ledger; 32 hexadecimal digits
 * @param secret what attempts are signed with; 32 hexadecimal digits or more
 * @param restored whether it is older than what was last seen of it
 * @param writtenAt when it was last written, by its own word; null for a new one
 * @param seenAt when it was last seen written; null where nothing was kept beside it
 */
public record Ledger(
    String id,
    String secret,
    boolean restored,
    @Nullable Instant writtenAt,
    @Nullable Instant seenAt) {
  /** {@return the ledger without its secret} */
  @Override
  public String toString() {
    return "Ledger[" + id + (restored ? ", restored]" : "]");
  }
}
