package io.dialflux;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import reactor.core.Disposable;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A scheduler on which every delay is over at once, and which remembers the delays asked for. */
final class PassingTime implements Scheduler {
  private final List<Duration> delays = new CopyOnWriteArrayList<>();
  private volatile Instant now;

  PassingTime(Instant now) {
    this.now = now;
  }

  List<Duration> delays() {
    return List.copyOf(delays);
  }

  void setNow(Instant now) {
    this.now = now;
  }

  @Override
  public long now(TimeUnit unit) {
    return unit.convert(now.toEpochMilli(), TimeUnit.MILLISECONDS);
  }

  @Override
  public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
    delays.add(Duration.of(delay, unit.toChronoUnit()));
    return schedule(task);
  }

  @Override
  public Disposable schedule(Runnable task) {
    return Schedulers.parallel().schedule(task);
  }

  @Override
  public Worker createWorker() {
    return Schedulers.parallel().createWorker();
  }
}
