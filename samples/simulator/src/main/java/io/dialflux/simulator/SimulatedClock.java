package io.dialflux.simulator;

import java.time.Duration;
import java.time.Instant;

/** The time that calls live in: it runs at a multiple of the wall clock and can be moved on. */
final class SimulatedClock {
  private volatile Pace pace;

  /** From a moment on the wall clock, time goes on from here at this speed. */
  private record Pace(long millis, long sinceNanos, double speed) {
    long now() {
      return millis + (long) ((System.nanoTime() - sinceNanos) * speed / 1_000_000);
    }
  }

  SimulatedClock(Instant start, double speed) {
    this.pace = new Pace(start.toEpochMilli(), System.nanoTime(), speed);
  }

  static void checkSpeed(double speed) {
    if (!(speed >= 0) || Double.isInfinite(speed)) {
      throw new IllegalArgumentException("speed: 0 or more");
    }
  }

  long millis() {
    return pace.now();
  }

  double speed() {
    return pace.speed;
  }

  synchronized void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("by: time only moves forward");
    }
    Pace old = pace;
    pace = new Pace(old.millis + by.toMillis(), old.sinceNanos, old.speed);
  }

  synchronized void speed(double speed) {
    checkSpeed(speed);
    pace = new Pace(pace.now(), System.nanoTime(), speed);
  }
}
