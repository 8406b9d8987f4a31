package io.dialflux.benchmark.run;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How long things took, in steps of at most 1.6 %: 64 of them between a power of two and the next.
 */
final class Latencies {
  private static final int STEPS = 64;
  private static final int LINEAR_BITS = 6;

  private final AtomicLongArray counts = new AtomicLongArray((64 - LINEAR_BITS) * STEPS);

  void record(long nanos) {
    counts.incrementAndGet(index(Math.max(nanos, 0)));
  }

  void clear() {
    for (int i = 0; i < counts.length(); i++) {
      counts.set(i, 0);
    }
  }

  long count() {
    long sum = 0;
    for (int i = 0; i < counts.length(); i++) {
      sum += counts.get(i);
    }
    return sum;
  }

  /** The time within which this share of all was done, in milliseconds. */
  double millis(double share) {
    long left = Math.max(1, Math.round(count() * share));
    for (int i = 0; i < counts.length(); i++) {
      left -= counts.get(i);
      if (left <= 0) {
        return upper(i) / 1e6;
      }
    }
    return Double.NaN;
  }

  private static int index(long nanos) {
    int shift = Math.max(0, 64 - Long.numberOfLeadingZeros(nanos) - LINEAR_BITS - 1);
    return shift * STEPS + (int) (nanos >>> shift);
  }

  private static double upper(int index) {
    if (index < 2 * STEPS) {
      return index;
    }
    int shift = index / STEPS - 1;
    return Math.scalb(index - shift * STEPS + 1.0, shift);
  }
}
