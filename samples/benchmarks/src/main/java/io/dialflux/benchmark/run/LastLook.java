package io.dialflux.benchmark.run;

import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The parallel scheduler, with what each thread last read from its clock. */
final class LastLook implements Scheduler {
  private final Scheduler scheduler = Schedulers.parallel();
  private final ThreadLocal<Long> last = new ThreadLocal<>();

  /** The nanoseconds that this thread was told last. */
  long last() {
    return last.get();
  }

  @Override
  public long now(TimeUnit unit) {
    long now = scheduler.now(unit);
    if (unit == TimeUnit.NANOSECONDS) {
      last.set(now);
    }
    return now;
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
