package io.dialflux.cli;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * How fast a count grows, over a second or so, or a time of its own. Times are nanoseconds of one
 * clock.
 */
final class RateMeter {
  private static final Duration SHORT = Duration.ofMillis(1500);
  private static final double SECOND = 1e9;

  private record Sample(long at, long count) {}

  private final Deque<Sample> samples = new ArrayDeque<>();
  private final long window;

  RateMeter() {
    this(SHORT);
  }

  /**
   * @param window over how long; slow counts need a long one
   */
  RateMeter(Duration window) {
    this.window = window.toNanos();
  }

  void observe(long at, long count) {
    samples.addLast(new Sample(at, count));
    while (samples.size() > 2 && at - samples.getFirst().at > window) {
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
