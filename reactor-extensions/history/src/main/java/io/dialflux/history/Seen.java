package io.dialflux.history;

import io.dialflux.call.CallStatus;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The calls handed out of windows that are being read, and of the queue, as far as this reading has
 * seen them. What comes again is known again there: of a window that began anew, or dialled since
 * it was read as queued. No other two windows can have the same call, because its start does not
 * change. Not thread-safe.
 */
final class Seen {
  private final Plan plan;
  private final Map<Integer, RecentSids> windows = new TreeMap<>();

  /** Days are much alike. */
  private int expected;

  Seen(Plan plan) {
    this.plan = plan;
  }

  /** What there is to compare the calls of a window's page with. */
  Page page(Window window) {
    RecentSids own = windows.computeIfAbsent(window.index(), i -> new RecentSids(expected));
    RecentSids queue = isQueue(window.index()) || !isQueue(0) ? null : windows.get(0);
    return new Page(own, queue == null || queue.size() == 0 ? null : queue);
  }

  record Page(RecentSids own, @Nullable RecentSids queue) {

    /** Whether the call was not handed out before. */
    boolean add(ListedCall call) {
      return own.add(call, queue);
    }
  }

  /** Forgets a window that is done; the queue's calls, which Twilio keeps a day, may yet come. */
  void forget(Window window) {
    if (!isQueue(window.index())) {
      RecentSids done = windows.remove(window.index());
      expected = done == null ? expected : done.size();
    }
  }

  private boolean isQueue(int window) {
    return window == 0 && CallStatus.QUEUED.equals(plan.window(0).status());
  }

  /** How many calls it remembers. */
  int size() {
    return windows.values().stream().mapToInt(RecentSids::size).sum();
  }
}
