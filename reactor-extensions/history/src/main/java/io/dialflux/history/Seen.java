package io.dialflux.history;

import io.dialflux.call.CallStatus;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The calls handed out of windows that are being read, of their neighbours, and of the queue, as
 * far as this reading has seen them. What comes again is known again there: of a window that began
 * anew, at midnight, or dialled since it was read as queued. Not thread-safe.
 */
final class Seen {
  private final Plan plan;
  private final Map<Integer, SidSet> sets = new TreeMap<>();

  Seen(Plan plan) {
    this.plan = plan;
  }

  /** What there is to compare the calls of a window's page with. */
  Page page(Window window) {
    int index = window.index();
    return new Page(
        sets.computeIfAbsent(index, i -> new SidSet()),
        sets.get(index - 1),
        sets.get(index + 1),
        index > 1 && isQueue(0) ? sets.get(0) : null);
  }

  record Page(SidSet own, @Nullable SidSet newer, @Nullable SidSet older, @Nullable SidSet queue) {

    /** Whether the call was not handed out before. */
    boolean add(String sid) {
      long high = SidSet.high(sid);
      long low = SidSet.low(sid);
      return !has(newer, sid, high, low)
          && !has(older, sid, high, low)
          && !has(queue, sid, high, low)
          && own.add(sid, high, low);
    }

    private static boolean has(@Nullable SidSet set, String sid, long high, long low) {
      return set != null && set.contains(sid, high, low);
    }
  }

  /** Forgets windows that no other needs. */
  void forget(ReadState state) {
    sets.keySet()
        .removeIf(
            window ->
                !isQueue(window)
                    && state.isDone(window)
                    && (window == 0 || state.isDone(window - 1))
                    && (window + 1 == plan.windows() || state.isDone(window + 1)));
  }

  private boolean isQueue(int window) {
    return window == 0 && CallStatus.QUEUED.equals(plan.window(0).status());
  }
}
