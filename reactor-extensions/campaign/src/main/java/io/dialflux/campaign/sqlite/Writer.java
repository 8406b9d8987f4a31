package io.dialflux.campaign.sqlite;

import io.dialflux.campaign.LedgerException;
import io.dialflux.campaign.LedgerException.Reason;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;

/**
 * The one thread that writes. What waits when it is free is written in one transaction, so that a
 * thousand intents cost one sync to disk; each submitter hears of it after the commit.
 */
final class Writer {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);

  static final String THREAD = "dialflux-ledger-writer";

  private static final int MOST_IN_A_GROUP = 2_000;

  /**
   * A change within a transaction; it may run twice, because a group that fails runs one by one.
   */
  interface Change<T> {
    T apply(Transaction tx) throws SQLException;
  }

  private final Transaction transaction;
  private final Clock clock;
  private final Runnable afterIntents;
  // a scheduled one, whose queue a thread that must not block may use
  private final ExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> {
            Thread made = new Thread(task, THREAD);
            made.setDaemon(true);
            return made;
          });
  private final Queue<Waiting<?>> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong commits = new AtomicLong();
  private volatile boolean closed;

  Writer(Transaction transaction, Clock clock, Runnable afterIntents) {
    this.transaction = transaction;
    this.clock = clock;
    this.afterIntents = afterIntents;
  }

  /** Cold; completes on another thread than the writer's, after the commit. */
  <T> Mono<T> write(Change<T> change) {
    return Mono.<T>create(sink -> submit(new Waiting<>(change, sink)))
        .publishOn(Schedulers.parallel());
  }

  /** How many transactions were committed. */
  long commits() {
    return commits.get();
  }

  private void submit(Waiting<?> change) {
    queue.offer(change);
    if (waiting.getAndIncrement() == 0 || closed) {
      wake();
    }
  }

  private void wake() {
    try {
      thread.execute(this::drain);
    } catch (RejectedExecutionException over) {
      refuseAll();
    }
  }

  private void refuseAll() {
    for (Waiting<?> change = queue.poll(); change != null; change = queue.poll()) {
      waiting.decrementAndGet(); // or the next to come would wait for a turn that never ends
      change.sink.error(new LedgerException(Reason.UNUSABLE, "the ledger is closed", null));
    }
  }

  private void drain() {
    int missed;
    do {
      List<Waiting<?>> group = new ArrayList<>();
      while (group.size() < MOST_IN_A_GROUP) {
        Waiting<?> next = queue.poll();
        if (next == null) {
          break;
        }
        group.add(next);
      }
      run(group);
      missed = waiting.addAndGet(-group.size());
    } while (missed > 0);
  }

  private void run(List<Waiting<?>> group) {
    if (group.isEmpty()) {
      return;
    }
    if (closed) {
      LedgerException over = new LedgerException(Reason.UNUSABLE, "the ledger is closed", null);
      group.forEach(change -> change.sink.error(over));
      return;
    }
    Throwable failure = commit(group);
    if (failure == null) {
      group.forEach(Waiting::succeed);
    } else if (group.size() == 1) {
      group.get(0).sink.error(failure);
    } else {
      group.forEach(change -> run(List.of(change))); // one bad change must not fail the others
    }
  }

  private @Nullable Throwable commit(List<Waiting<?>> group) {
    try {
      transaction.begin(clock.millis());
      for (Waiting<?> change : group) {
        change.apply(transaction);
      }
      boolean intents = transaction.commit();
      commits.incrementAndGet();
      if (intents) {
        mark();
      }
      return null;
    } catch (SQLException | RuntimeException | Error failed) {
      try {
        transaction.rollback();
      } catch (SQLException alsoFailed) {
        failed.addSuppressed(alsoFailed);
      }
      return failed instanceof SQLException e ? Database.unusable("cannot be written", e) : failed;
    }
  }

  /** What is committed is committed, whatever becomes of the mark. */
  private void mark() {
    try {
      afterIntents.run();
    } catch (RuntimeException failed) {
      LOG.warn("a restored backup may not be found out: {}", failed.getMessage());
    }
  }

  /** Writes what waits, then closes the connection. */
  void close() {
    thread.execute(
        () -> {
          closed = true;
          try {
            transaction.close();
          } catch (SQLException ignored) {
            // all that was promised is committed
          }
        });
    thread.shutdown();
    try {
      if (!thread.awaitTermination(30, TimeUnit.SECONDS)) {
        thread.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    refuseAll();
  }

  private static final class Waiting<T> {
    private final Change<T> change;
    private final MonoSink<T> sink;
    private @Nullable T result;

    Waiting(Change<T> change, MonoSink<T> sink) {
      this.change = change;
      this.sink = sink;
    }

    void apply(Transaction tx) throws SQLException {
      result = change.apply(tx);
    }

    void succeed() {
      sink.success(result);
    }
  }
}
