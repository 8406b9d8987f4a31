package io.dialflux;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * A scheduler on which a delay is over at once, and which remembers the delays asked for. Delays
 * longer than a minute are over when the test says so, and those longer than an hour never.
 */
final class PassingTime implements Scheduler {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final Duration NEVER = Duration.ofHours(1);

  private final List<Duration> delays = new CopyOnWriteArrayList<>();
  private final List<Runnable> held = new CopyOnWriteArrayList<>();
  private final Executor executor;
  private volatile Instant now;
  private volatile @Nullable Duration never;

  PassingTime(Instant now) {
    this(now, Schedulers.parallel()::schedule);
  }

  /**
   * @param executor runs what was delayed
   */
  PassingTime(Instant now, Executor executor) {
    this.now = now;
    this.executor = executor;
  }

  /** The delays of at most a minute. */
  List<Duration> delays() {
    return List.copyOf(delays);
  }

  /** How many long delays are still to pass. */
  int held() {
    return held.size();
  }

  /** Delays of just this length are never over either. */
  void neverPasses(Duration delay) {
    never = delay;
  }

  void setNow(Instant now) {
    this.now = now;
  }

  /** The long delays asked for so far are over. */
  void longDelaysPass() {
    for (Runnable task : held) {
      if (held.remove(task)) {
        task.run();
      }
    }
  }

  @Override
  public long now(TimeUnit unit) {
    return unit.convert(now.toEpochMilli(), TimeUnit.MILLISECONDS);
  }

  @Override
  public Disposable schedule(Runnable task, long delay, TimeUnit unit) {
    Duration asked = Duration.of(delay, unit.toChronoUnit());
    if (asked.compareTo(NEVER) > 0 || asked.equals(never)) {
      return Disposables.single();
    }
    if (asked.compareTo(LONG) > 0) {
      held.add(task);
      return Disposables.composite(() -> held.remove(task));
    }
    delays.add(asked);
    return schedule(task);
  }

  @Override
  public Disposable schedule(Runnable task) {
    Disposable.Swap cancelled = Disposables.swap();
    executor.execute(
        () -> {
          if (!cancelled.isDisposed()) {
            task.run();
          }
        });
    return cancelled;
  }

  @Override
  public Worker createWorker() {
    return Schedulers.parallel().createWorker();
  }
}
