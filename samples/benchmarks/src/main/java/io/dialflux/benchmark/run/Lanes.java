package io.dialflux.benchmark.run;

import io.dialflux.benchmark.server.Account;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Creates without blocking: so many lanes, in each the next when the one before has ended. */
final class Lanes implements Load {
  private static final int LONGEST_WAIT_SECONDS = 30;

  private final Function<String, Mono<?>> create;
  private final int lanes;
  private final Latencies latencies;
  private final Dropped failures;
  private final AtomicLong next = new AtomicLong();
  private final CountDownLatch running;
  private volatile boolean stopped;

  Lanes(Function<String, Mono<?>> create, int lanes, Latencies latencies, Dropped failures) {
    this.create = create;
    this.lanes = lanes;
    this.latencies = latencies;
    this.failures = failures;
    this.running = new CountDownLatch(lanes);
  }

  @Override
  public void start() {
    Mono<?> one = Mono.defer(this::one);
    for (int lane = 0; lane < lanes; lane++) {
      one.repeat(() -> !stopped)
          .doFinally(signal -> running.countDown())
          .subscribe(call -> {}, failures);
    }
  }

  private Mono<?> one() {
    long begin = System.nanoTime();
    return create
        .apply(Account.number(next.getAndIncrement()))
        .doOnNext(call -> latencies.record(System.nanoTime() - begin));
  }

  @Override
  public long started() {
    return next.get();
  }

  @Override
  public void stop() throws InterruptedException {
    stopped = true;
    if (!running.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("creates that never end");
    }
  }
}
