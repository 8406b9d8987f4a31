package io.dialflux.campaign;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A scheduler whose two clocks a test moves: the one that people set, and the one they cannot. */
final class SetClock implements Scheduler {
  private final Scheduler scheduler = Schedulers.parallel();
  private final AtomicLong set = new AtomicLong();
  private final AtomicLong passed = new AtomicLong();

  /** Somebody sets the clock. */
  void set(Duration by) {
    set.addAndGet(by.toNanos());
  }

  /** Time passes, by both clocks. */
  void pass(Duration time) {
    passed.addAndGet(time.toNanos());
  }

  @Override
  public long now(TimeUnit unit) {
    long moved = passed.get() + (unit == TimeUnit.NANOSECONDS ? 0 : set.get());
    return scheduler.now(unit) + unit.convert(moved, TimeUnit.NANOSECONDS);
  }

  @Override
  public Disposable schedule(Runnable task) {
    return scheduler.schedule(task);
  }

  @Override
  public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
    return scheduler.schedule(task, delay, unit);
  }

  @Override
  public Worker createWorker() {
    return scheduler.createWorker();
  }
}
