package io.dialflux.history;

import org.jspecify.annotations.Nullable;

/**
 * The calls of a listing that were handed out, as far back as the day of their creation and the one
 * that was listed before it: Twilio lists the newest first. Not thread-safe.
 */
final class RecentSids {
  private static final long DAY_SECONDS = 86_400;

  private long day = Long.MAX_VALUE;
  private SidSet sids;
  private SidSet before = new SidSet(0);

  /**
   * @param expected how many calls a day may have
   */
  RecentSids(int expected) {
    sids = new SidSet(expected);
  }

  /** Whether the call is not in it, nor in others. */
  boolean add(ListedCall call, @Nullable RecentSids others) {
    if (call.second() != ListedCall.UNKNOWN) {
      begin(Math.floorDiv(call.second(), DAY_SECONDS));
    }
    String sid = call.sid();
    return (others == null || !others.contains(sid, call.high(), call.low()))
        && !before.contains(sid, call.high(), call.low())
        && sids.add(sid, call.high(), call.low());
  }

  private void begin(long created) {
    if (created < day) {
      if (sids.size() > 0) {
        before = sids;
        sids = new SidSet(0);
      }
      day = created;
    }
  }

  private boolean contains(String sid, long high, long low) {
    return sids.contains(sid, high, low) || before.contains(sid, high, low);
  }

  /** How many it remembers. */
  int size() {
    return sids.size() + before.size();
  }
}
