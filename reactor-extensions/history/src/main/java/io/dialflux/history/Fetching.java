package io.dialflux.history;

import io.dialflux.CallsClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** How a history is fetched. */
record Fetching(int pageSize, int concurrency, boolean ordered, Scheduler scheduler) {
  static final Fetching STANDARD = new Fetching(1_000, 8, false, Schedulers.parallel());

  private static final Duration PAGE_WITHIN = Duration.ofMinutes(5);

  /** The longest that a client takes. */
  private static final Duration DAY = Duration.ofDays(1);

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

  /**
   * A view of a client, so that a server whose answer never ends holds no history for ever: the
   * page fails then, and is tried again as after any other failure. Twice the response time-out is
   * what the client itself grants an answer.
   */
  static CallsClient bounded(CallsClient calls) {
    Duration least = calls.responseTimeout().multipliedBy(2);
    Duration bound = least.compareTo(PAGE_WITHIN) > 0 ? least : PAGE_WITHIN;
    return calls.operationTimeout(bound.compareTo(DAY) < 0 ? bound : DAY);
  }

  Instant now() {
    return Instant.ofEpochMilli(scheduler.now(TimeUnit.MILLISECONDS));
  }

  long nanos() {
    return scheduler.now(TimeUnit.NANOSECONDS);
  }
}
