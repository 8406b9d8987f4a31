package io.dialflux.cli;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a count grows, over the last second or so. Times are nanoseconds of one clock. */
final class RateMeter {
  private static final long WINDOW = Duration.ofMillis(1500).toNanos();
  private static final double SECOND = 1e9;

  private record Sample(long at, long count) {}

  private final Deque<Sample> samples = new ArrayDeque<>();

  void observe(long at, long count) {
    samples.addLast(new Sample(at, count));
    while (samples.size() > 2 && at - samples.getFirst().at > WINDOW) {
      samples.removeFirst();
    }
  }

  /** 0 as long as there is nothing to tell it from. */
  double perSecond() {
    if (samples.size() < 2) {
      return 0;
    }
    Sample first = samples.getFirst();
    Sample last = samples.getLast();
    return last.at == first.at ? 0 : (last.count - first.count) * SECOND / (last.at - first.at);
  }
}
