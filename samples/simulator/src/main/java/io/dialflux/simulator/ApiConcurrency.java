package io.dialflux.simulator;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How many requests of each account are being answered at this moment. */
final class ApiConcurrency {
  private final int limit;
  private final Map<String, AtomicInteger> running = new ConcurrentHashMap<>();

  /**
   * @param limit how many may be at once, or 0 for any number
   */
  ApiConcurrency(int limit) {
    this.limit = limit;
  }

  /** One request, from its first to its last moment. */
  final class Place {
    private final AtomicInteger taken;
    private final int number;

    private Place(AtomicInteger taken) {
      this.taken = taken;
      this.number = taken.incrementAndGet();
    }

    /** How many requests there are, this one among them. */
    int number() {
      return number;
    }

    boolean beyondLimit() {
      return limit > 0 && number > limit;
    }

    void leave() {
      taken.decrementAndGet();
    }
  }

  Place enter(ApiRequest request) {
    return new Place(running.computeIfAbsent(request.accountSid(), sid -> new AtomicInteger()));
  }
}
