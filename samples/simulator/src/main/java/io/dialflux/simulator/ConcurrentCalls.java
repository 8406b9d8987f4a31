package io.dialflux.simulator;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/**
 * The limit on calls at the same time that young accounts have. Waiting calls count, so that a
 * burst of creates meets the limit and not only its calls. Guarded by {@link AccountCalls}.
 */
final class ConcurrentCalls {
  private final int limit;
  private final Deque<PlacedCall> live = new ArrayDeque<>();

  /**
   * @param limit 0 for none
   */
  ConcurrentCalls(int limit) {
    this.limit = limit;
  }

  /** Never holds more calls than the limit, so it is cheap to look at each. */
  boolean full(Predicate<PlacedCall> ended) {
    if (limit == 0) {
      return false;
    }
    live.removeIf(ended);
    return live.size() >= limit;
  }

  void entered(PlacedCall call) {
    if (limit > 0) {
      live.add(call);
    }
  }
}
