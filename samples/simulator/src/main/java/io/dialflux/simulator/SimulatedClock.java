package io.dialflux.simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** The time that calls live in: it runs at a multiple of the wall clock and can be moved on. */
final class SimulatedClock {
  private final long startMillis;
  private final double speed;
  private final long startNanos = System.nanoTime();
  private final AtomicLong advancedMillis = new AtomicLong();

  SimulatedClock(Instant start, double speed) {
    this.startMillis = start.toEpochMilli();
    this.speed = speed;
  }

  long millis() {
    double elapsed = (System.nanoTime() - startNanos) * speed / 1_000_000;
    return startMillis + (long) elapsed + advancedMillis.get();
  }

  void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("by: time only moves forward");
    }
    advancedMillis.addAndGet(by.toMillis());
  }
}
