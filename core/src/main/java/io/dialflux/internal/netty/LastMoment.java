package io.dialflux.internal.netty;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Scheduler;

/**
 * The last moment at which an operation's request may be written, by the clock that nobody sets: an
 * {@code Instant} alone would let a machine whose time is set back send it late. It rides on the
 * request, because filters and repetitions take their time before it comes here.
 */
public final class LastMoment {
  private final long nanos;

  private LastMoment(long nanos) {
    this.nanos = nanos;
  }

  /** As far from now as an instant is by the machine's time. */
  public static LastMoment of(Instant notAfter, Scheduler scheduler) {
    Duration left = Duration.between(now(scheduler), notAfter);
    return new LastMoment(
        scheduler.now(TimeUnit.NANOSECONDS) + Math.max(0, TimeUnit.NANOSECONDS.convert(left)));
  }

  boolean isPast(Scheduler scheduler) {
    return scheduler.now(TimeUnit.NANOSECONDS) - nanos > 0;
  }

  static Instant now(Scheduler scheduler) {
    return Instant.ofEpochMilli(scheduler.now(TimeUnit.MILLISECONDS));
  }
}
