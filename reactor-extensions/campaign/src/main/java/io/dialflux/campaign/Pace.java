package io.dialflux.campaign;

import io.dialflux.dial.Pacer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/** When the next create may start: the pacer's word, unless the run is paused. Thread-safe. */
final class Pace {
  private static final int MOST_UNANSWERED = 5;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final Scheduler scheduler;
  private final Duration maxQueueTime;
  private final Pacer pacer;
  private final Sinks.Empty<Void> stopped = Sinks.empty();
  private volatile Sinks.Empty<Void> resumed = Sinks.empty();
  private volatile boolean paused;
  private volatile boolean over;
  private int unanswered;
  private Duration wait = Duration.ZERO;
  private long waitsUntil;

  /** When Twilio's queue is empty; null where it was at the last word of it. */
  private volatile @Nullable Long queueEmpty;

  Pace(double callsPerSecond, Duration maxQueueTime, Scheduler scheduler) {
    this.scheduler = scheduler;
    this.maxQueueTime = maxQueueTime;
    this.pacer = new Pacer(callsPerSecond, now());
    this.waitsUntil = now();
  }

  /** Completes when a create may start, which counts as started; at once after {@link #stop}. */
  Mono<Void> slot() {
    return Mono.defer(this::next);
  }

  private Mono<Void> next() {
    if (over) {
      return Mono.empty();
    }
    if (paused) {
      return Mono.firstWithSignal(resumed.asMono(), stopped.asMono()).then(slot());
    }
    long delay = take();
    return delay <= 0
        ? Mono.empty()
        : Mono.firstWithSignal(
                Mono.delay(Duration.ofNanos(delay), scheduler).then(), stopped.asMono())
            .then(slot());
  }

  private synchronized long take() {
    long now = now();
    long delay = pacer.delay(now);
    if (delay <= 0) {
      pacer.start(now);
    }
    return delay;
  }

  /** Twilio, or the way there, has too much to do. */
  synchronized void slowDown(Duration retryAfter) {
    pacer.slowDown(now(), retryAfter);
  }

  /**
   * A create got no clear answer. One after the other they say that Twilio is out of order, and
   * each costs a lead: then it waits, twice as long each time.
   */
  synchronized void unanswered() {
    long now = now();
    if (++unanswered >= MOST_UNANSWERED && now - waitsUntil >= 0) {
      wait = wait.isZero() ? FIRST_WAIT : wait.multipliedBy(2);
      wait = wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
      waitsUntil = now + wait.toNanos();
      slowDown(wait);
    }
  }

  /** A create got a clear answer. */
  synchronized void answered() {
    unanswered = 0;
    wait = Duration.ZERO;
  }

  /**
   * A call was placed that waits so long in Twilio's own queue, which is to stay short: what is too
   * much of it is waited out, because even the slowest pace may be faster than the account's own.
   */
  void queueTime(Duration time) {
    queueEmpty = time.isZero() ? null : now() + time.toNanos();
    if (time.compareTo(maxQueueTime) > 0) {
      slowDown(time.minus(maxQueueTime));
    }
  }

  /** How long a call waits in Twilio's queue by now, which gets shorter as time goes by. */
  Duration queueTime() {
    Long empty = queueEmpty;
    return empty == null ? Duration.ZERO : Duration.ofNanos(Math.max(0, empty - now()));
  }

  synchronized double callsPerSecond() {
    return pacer.callsPerSecond(now());
  }

  boolean paused() {
    return paused;
  }

  synchronized void pause() {
    if (!paused) {
      resumed = Sinks.empty();
      paused = true;
    }
  }

  synchronized void resume() {
    paused = false;
    resumed.tryEmitEmpty();
  }

  void stop() {
    over = true;
    stopped.tryEmitEmpty();
  }

  Mono<Void> stopped() {
    return stopped.asMono();
  }

  private long now() {
    return scheduler.now(TimeUnit.NANOSECONDS);
  }
}
