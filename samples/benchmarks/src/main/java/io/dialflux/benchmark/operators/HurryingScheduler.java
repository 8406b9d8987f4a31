package io.dialflux.benchmark.operators;

import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;

/** Its clock goes on by 20 microseconds whenever it is looked at, so that no pace is too fast. */
final class HurryingScheduler implements Scheduler {
  private static final long STEP = 20_000;

  private long now;

  @Override
  public long now(TimeUnit unit) {
    now += STEP;
    return unit.convert(now, TimeUnit.NANOSECONDS);
  }

  @Override
  public Disposable schedule(Runnable task) {
    task.run();
    return Disposables.disposed();
  }

  @Override
  public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
    now += unit.toNanos(delay);
    return schedule(task);
  }

  @Override
  public Worker createWorker() {
    throw new UnsupportedOperationException();
  }
}
