package io.dialflux.simulator;

import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;

/**
 * What is due at times of the {@link SimulatedClock}. Everything runs on the one thread of its
 * scheduler, in the order of its times; what is added late runs at once.
 */
final class Timeline implements Disposable {
  private static final Logger LOG = LoggerFactory.getLogger(Timeline.class);
  private static final double LONGEST_SLEEP_MILLIS = 60_000;
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private record Entry(long millis, long order, Runnable action) {}

  private final SimulatedClock clock;
  private final Scheduler thread;
  private final Scheduler.Worker worker;
  private final PriorityQueue<Entry> entries =
      new PriorityQueue<>(Comparator.comparingLong(Entry::millis).thenComparing(Entry::order));
  private long order;
  private long armedFor = Long.MAX_VALUE;
  private @Nullable Disposable armed;

  Timeline(SimulatedClock clock, Scheduler thread) {
    this.clock = clock;
    this.thread = thread;
    this.worker = thread.createWorker();
  }

  synchronized void at(long millis, Runnable action) {
    entries.add(new Entry(millis, order++, action));
    if (millis < armedFor) {
      arm(millis);
    }
  }

  /** To be told when the clock jumped or changed its speed. */
  synchronized void clockChanged() {
    if (!entries.isEmpty()) {
      arm(entries.peek().millis);
    }
  }

  private void arm(long millis) {
    if (armed != null) {
      armed.dispose();
    }
    armedFor = millis;
    double sleep = (millis - clock.millis()) / clock.speed();
    if (sleep > 0 && clock.speed() == 0) {
      armed = null;
      return;
    }
    long wallMillis = sleep > 0 ? (long) Math.ceil(Math.min(sleep, LONGEST_SLEEP_MILLIS)) : 0;
    try {
      armed = worker.schedule(this::run, wallMillis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      entries.clear();
    }
  }

  private void run() {
    for (Entry due = next(); due != null; due = next()) {
      try {
        due.action.run();
      } catch (RuntimeException e) {
        LOG.error("The simulator failed to follow a call", e);
      }
    }
  }

  private synchronized @Nullable Entry next() {
    Entry first = entries.peek();
    if (first == null) {
      armedFor = Long.MAX_VALUE;
      return null;
    }
    if (first.millis > clock.millis()) {
      arm(first.millis);
      return null;
    }
    // while this thread is at work, nobody else needs to wake it
    armedFor = Long.MIN_VALUE;
    return entries.poll();
  }

  /** Waits for the action under way: what it starts must not come after the end of other parts. */
  @Override
  public void dispose() {
    worker.dispose();
    thread.disposeGracefully().timeout(CLOSE_LIMIT).onErrorComplete().block();
  }
}
