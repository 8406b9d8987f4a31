package io.dialflux.callback;

import java.util.concurrent.atomic.AtomicLong;

/** Counts the bytes that the bodies of requests under way hold, up to a bound. Thread-safe. */
final class BodyBudget {
  private final long most;
  private final AtomicLong held = new AtomicLong();

  BodyBudget(long most) {
    this.most = most;
  }

  /** Counts these bytes; false, and they are not counted, where that would exceed the bound. */
  boolean take(long bytes) {
    if (held.addAndGet(bytes) <= most) {
      return true;
    }
    held.addAndGet(-bytes);
    return false;
  }

  void giveBack(long bytes) {
    held.addAndGet(-bytes);
  }
}
