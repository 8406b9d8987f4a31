package io.dialflux.history;

import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * How many pages may be fetched at once. Half as many after a 429, once a second at most; one more
 * for each second without, up to the whole. Thread-safe.
 */
final class FetchLimit {
  private static final long SECOND = 1_000_000_000L;

  private final Fetching fetching;
  private final Queue<Runnable> waiting = new ArrayDeque<>();
  private int limit;
  private int running;
  private long recovered;
  private long cut;
  private long tooMany;
  private boolean closed;

  FetchLimit(Fetching fetching) {
    this.fetching = fetching;
    this.limit = fetching.concurrency();
    this.recovered = fetching.nanos();
    this.cut = recovered - SECOND;
  }

  /**
   * Runs it when there is room: at once, or on the thread that makes room. It is followed by {@link
   * #leave}, once. Behind {@link #close} it is not run.
   */
  void enter(Runnable fetch) {
    synchronized (this) {
      recover();
      if (closed || running >= limit) {
        waiting.add(fetch);
        return;
      }
      running++;
    }
    fetch.run();
  }

  /** A fetch has ended. */
  void leave() {
    synchronized (this) {
      running--;
      recover();
    }
    for (Runnable next = next(); next != null; next = next()) {
      next.run();
    }
  }

  private synchronized @Nullable Runnable next() {
    if (closed || running >= limit || waiting.isEmpty()) {
      return null;
    }
    running++;
    return waiting.poll();
  }

  /** It does not wait any more. */
  synchronized void forget(Runnable fetch) {
    waiting.remove(fetch);
  }

  /** Nobody wants anything more: those that wait are about to be cancelled, one by one. */
  synchronized void close() {
    closed = true;
  }

  /** Twilio has answered 429. */
  synchronized void slowDown() {
    tooMany++;
    long now = fetching.nanos();
    if (now - cut >= SECOND) { // those of one moment count once
      recover();
      limit = Math.max(1, limit / 2);
      cut = now;
      recovered = now;
    }
  }

  private void recover() {
    long seconds = (fetching.nanos() - recovered) / SECOND;
    limit = (int) Math.min(fetching.concurrency(), limit + seconds);
    recovered += seconds * SECOND;
  }

  /** How many 429s there were. */
  synchronized long tooManyRequests() {
    return tooMany;
  }

  /** How many may run at present. */
  synchronized int limit() {
    recover();
    return limit;
  }
}
