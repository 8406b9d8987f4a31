package io.dialflux.history;

import io.dialflux.call.CallStatus;
import java.util.Map;
import java.util.TreeMap;

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

  /** Whether the call was not handed out before. */
  boolean add(Window window, String sid) {
    int index = window.index();
    return !contains(index - 1, sid)
        && !contains(index + 1, sid)
        && (index <= 1 || !isQueue(0) || !contains(0, sid))
        && sets.computeIfAbsent(index, i -> new SidSet()).add(sid);
  }

  private boolean contains(int window, String sid) {
    SidSet set = sets.get(window);
    return set != null && set.contains(sid);
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
