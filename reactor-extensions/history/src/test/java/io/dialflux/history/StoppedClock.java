package io.dialflux.history;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The usual timers, at one time of day. */
final class StoppedClock implements Scheduler {
  private final Scheduler timers = Schedulers.parallel();
  private final Instant now;

  StoppedClock(Instant now) {
    this.now = now;
  }

  @Override
  public long now(TimeUnit unit) {
    return unit.convert(now.toEpochMilli(), TimeUnit.MILLISECONDS);
  }

  @Override
  public Disposable schedule(Runnable task) {
    return timers.schedule(task);
  }

  @Override
  public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
    return timers.schedule(task, delay, unit);
  }

  @Override
  public Worker createWorker() {
    return timers.createWorker();
  }
}
