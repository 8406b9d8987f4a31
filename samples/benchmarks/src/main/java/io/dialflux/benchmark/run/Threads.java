package io.dialflux.benchmark.run;

import io.dialflux.benchmark.server.Account;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Creates that block: a thread for each that is under way. */
final class Threads implements Load {
  private final Consumer<String> create;
  private final Latencies latencies;
  private final Dropped failures;
  private final AtomicLong next = new AtomicLong();
  private final List<Thread> threads;
  private volatile boolean stopped;

  Threads(Consumer<String> create, int threads, Latencies latencies, Dropped failures) {
    this.create = create;
    this.latencies = latencies;
    this.failures = failures;
    this.threads = IntStream.range(0, threads).mapToObj(n -> new Thread(this::run)).toList();
  }

  @Override
  public void start() {
    threads.forEach(Thread::start);
  }

  private void run() {
    try {
      while (!stopped) {
        long begin = System.nanoTime();
        create.accept(Account.number(next.getAndIncrement()));
        latencies.record(System.nanoTime() - begin);
      }
    } catch (RuntimeException failed) {
      failures.accept(failed);
    }
  }

  @Override
  public long started() {
    return next.get();
  }

  @Override
  public void stop() throws InterruptedException {
    stopped = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }
}
