package io.dialflux.history;

import io.dialflux.call.Call;
import io.dialflux.call.CallBytes;
import io.dialflux.call.CallField;
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

  /** A call that somebody needs, if it is one of the window's. */
  static ListedCall of(Call call, int place) {
    return of(call.sid(), second(call), place, place < 0 ? null : call);
  }

  /** A call of which nobody needs more. */
  static ListedCall of(CallBytes call, int place) {
    return of(call.sid(), call.isPlain() ? second(call) : second(call.call()), place, null);
  }

  private static ListedCall of(String sid, long second, int place, @Nullable Call call) {
    return new ListedCall(sid, SidSet.high(sid), SidSet.low(sid), second, place, call);
  }

  private static long second(Call call) {
    Instant created = call.dateCreated();
    return created == null ? UNKNOWN : created.getEpochSecond();
  }

  private static long second(CallBytes call) {
    long created = call.second(CallField.DATE_CREATED);
    return created == CallBytes.NONE ? UNKNOWN : created;
  }
}
