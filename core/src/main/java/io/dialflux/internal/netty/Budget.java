package io.dialflux.internal.netty;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * How many requests of one kind may use connections at once; the others wait in line, first come
 * first served.
 */
final class Budget {
  private final AtomicInteger free;
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicInteger serving = new AtomicInteger();
  private final Queue<Permit> line = new ConcurrentLinkedQueue<>();
  private final int maxPending;
  private final Duration timeout;
  private final Scheduler scheduler;

  Budget(int permits, int maxPending, Duration timeout, Scheduler scheduler) {
    this.free = new AtomicInteger(permits);
    this.maxPending = maxPending;
    this.timeout = timeout;
    this.scheduler = scheduler;
  }

  Permit permit() {
    return new Permit();
  }

  private boolean takeOne() {
    return free.getAndUpdate(n -> n > 0 ? n - 1 : n) > 0;
  }

  /** Serves the line as far as there is something free; one thread at a time. */
  private void serve() {
    if (serving.getAndIncrement() != 0) {
      return;
    }
    int missed = 1;
    do {
      while (!line.isEmpty() && takeOne()) {
        Permit first = line.poll();
        if (first == null || !first.grant()) {
          free.incrementAndGet();
        }
      }
      missed = serving.addAndGet(-missed);
    } while (missed != 0);
  }

  /** As many requests wait as may. */
  static final class LineFullException extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  /** One request's. It is taken or waited for once, and given back whatever happened. */
  final class Permit {
    private static final int WAITING = 1;
    private static final int HELD = 2;
    private static final int GONE = 3;

    private final AtomicInteger state = new AtomicInteger();
    private final Sinks.Empty<Void> granted = Sinks.empty();

    /**
     * Takes the permit at once.
     *
     * @return false if it is to be waited for
     */
    boolean take() {
      if (!line.isEmpty() || !takeOne()) {
        return false;
      }
      state.set(HELD);
      return true;
    }

    /**
     * Completes once the permit is held, on the thread that gave one back. Fails with a {@link
     * LineFullException} where too many wait, and with a {@link
     * java.util.concurrent.TimeoutException} where it takes too long.
     */
    Mono<Void> await() {
      if (waiting.getAndUpdate(n -> n < maxPending ? n + 1 : n) >= maxPending) {
        return Mono.error(new LineFullException());
      }
      state.set(WAITING);
      line.add(this);
      serve();
      return granted.asMono().timeout(timeout, scheduler);
    }

    private boolean grant() {
      waiting.decrementAndGet();
      boolean still = state.compareAndSet(WAITING, HELD);
      if (still) {
        granted.tryEmitEmpty();
      }
      return still;
    }

    /** Gives it back, or leaves the line. */
    void giveBack() {
      int before = state.getAndSet(GONE);
      if (before == HELD) {
        free.incrementAndGet();
        serve();
      } else if (before == WAITING && line.remove(this)) {
        waiting.decrementAndGet();
      }
    }
  }
}
