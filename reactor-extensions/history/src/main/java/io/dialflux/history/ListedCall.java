package io.dialflux.history;

import io.dialflux.call.Call;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A call of a listing, and as much of it as somebody needs.
 *
 * @param high the SID's first half, as {@link SidSet} has it
 * @param low the second half
 * @param second of its creation, since the epoch; {@link #UNKNOWN} where it has none
 * @param place which of the window's calls on the page it is; negative if it is none of them
 * @param call null where nobody needs it: it is none of them, or its line is there in its place
 */
record ListedCall(String sid, long high, long low, long second, int place, @Nullable Call call) {
  static final long UNKNOWN = 0;

  static ListedCall of(Call call, int place, boolean whole) {
    String sid = call.sid();
    Instant created = call.dateCreated();
    return new ListedCall(
        sid,
        SidSet.high(sid),
        SidSet.low(sid),
        created == null ? UNKNOWN : created.getEpochSecond(),
        place,
        whole ? call : null);
  }
}
