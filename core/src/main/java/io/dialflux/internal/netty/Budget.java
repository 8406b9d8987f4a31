package io.dialflux.internal.netty;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.pool.Pool;
import reactor.pool.PoolBuilder;
import reactor.pool.PooledRef;

/** How many requests of one kind may use connections at once; the others wait in line. */
final class Budget {
  private static final Object PERMIT = new Object();

  private final Pool<Object> permits;
  private final Duration timeout;

  Budget(int permits, int maxPending, Duration timeout, Scheduler scheduler) {
    this.permits =
        PoolBuilder.from(Mono.just(PERMIT))
            .sizeBetween(0, permits)
            .maxPendingAcquire(maxPending)
            .pendingAcquireTimer(
                (task, delay) -> scheduler.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS))
            .buildPool();
    this.timeout = timeout;
  }

  <T> Mono<T> within(Supplier<Mono<T>> exchange) {
    return Mono.usingWhen(permits.acquire(timeout), permit -> exchange.get(), PooledRef::release);
  }
}
