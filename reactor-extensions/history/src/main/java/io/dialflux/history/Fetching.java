package io.dialflux.history;

import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** How a history is fetched. */
record Fetching(int pageSize, int concurrency, boolean ordered, Scheduler scheduler) {
  static final Fetching STANDARD = new Fetching(1_000, 8, false, Schedulers.parallel());

  Fetching pageSize(int size) {
    return new Fetching(Checks.range("size", size, 1, 1_000), concurrency, ordered, scheduler);
  }

  Fetching concurrency(int windows) {
    return new Fetching(pageSize, Checks.range("windows", windows, 1, 256), ordered, scheduler);
  }

  Fetching inOrder() {
    return new Fetching(pageSize, concurrency, true, scheduler);
  }

  Fetching scheduler(Scheduler scheduler) {
    Objects.requireNonNull(scheduler, "scheduler");
    return new Fetching(pageSize, concurrency, ordered, scheduler);
  }

  Instant now() {
    return Instant.ofEpochMilli(scheduler.now(TimeUnit.MILLISECONDS));
  }

  long nanos() {
    return scheduler.now(TimeUnit.NANOSECONDS);
  }
}
