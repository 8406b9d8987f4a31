package io.dialflux.internal.paging;

import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.Scannable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

/**
 * One walk along the pages. Everything happens in {@link #drain}, which one thread at a time runs;
 * the others leave word in the queue and the volatile fields and count {@link #wip} up. What
 * arrives while draining is taken in by the same loop, so any number of pages in a row needs no
 * stack.
 */
final class PagedSubscription<L, P, T> implements Subscription, Scannable {
  @SuppressWarnings("rawtypes")
  private static final AtomicIntegerFieldUpdater<PagedSubscription> WIP =
      AtomicIntegerFieldUpdater.newUpdater(PagedSubscription.class, "wip");

  @SuppressWarnings("rawtypes")
  private static final AtomicLongFieldUpdater<PagedSubscription> REQUESTED =
      AtomicLongFieldUpdater.newUpdater(PagedSubscription.class, "requested");

  private final CoreSubscriber<? super T> actual;
  private final Paging<L, P, T> paging;
  private final LoopGuard<L> guard = new LoopGuard<>();
  private final Queue<P> parts = Queues.<P>unbounded(8).get();

  private volatile int wip;
  private volatile long requested;
  private volatile boolean cancelled;
  private volatile boolean done;
  private volatile boolean pageEnded;
  private volatile @Nullable Throwable badRequest;
  private volatile @Nullable Throwable error;
  private volatile @Nullable Fetch fetch;

  // seen by drain alone
  private L link;
  private @Nullable L next;
  private boolean more = true;
  private Iterator<T> items = List.<T>of().iterator();

  PagedSubscription(CoreSubscriber<? super T> actual, L first, Paging<L, P, T> paging) {
    this.actual = actual;
    this.link = first;
    this.paging = paging;
  }

  @Override
  public void request(long n) {
    if (n <= 0) {
      badRequest = new IllegalArgumentException("request must be for more than 0 elements (§3.9)");
      cancelFetch();
    } else {
      Operators.addCap(REQUESTED, this, n);
    }
    drain();
  }

  @Override
  public void cancel() {
    cancelled = true;
    cancelFetch();
  }

  private void cancelFetch() {
    Fetch running = fetch;
    if (running != null) {
      running.cancel();
    }
  }

  private void drain() {
    if (WIP.getAndIncrement(this) != 0) {
      return;
    }
    int missed = 1;
    do {
      step();
      missed = WIP.addAndGet(this, -missed);
    } while (missed != 0);
  }

  /** Goes as far as demand and the pages at hand allow. */
  private void step() {
    long emitted = 0;
    long demand = requested;
    while (!cancelled && !done) {
      if (badRequest != null) {
        finish(badRequest);
      } else if (items.hasNext()) {
        if (emitted == demand) {
          demand = requested;
          if (emitted == demand) {
            break;
          }
        }
        emitted++;
        actual.onNext(items.next());
      } else if (!advance() && !(emitted < requested && fetchNext())) {
        break;
      }
    }
    if (emitted != 0) {
      Operators.produced(REQUESTED, this, emitted);
    }
  }

  /**
   * Takes in what the fetch has brought, which needs no demand.
   *
   * @return false if it has brought nothing
   */
  private boolean advance() {
    // read before the queue: what was queued before them is found in it
    Throwable failed = error;
    boolean ended = pageEnded;
    P part = parts.poll();
    if (part != null) {
      takeIn(part);
    } else if (failed != null) {
      finish(failed);
    } else if (ended) {
      turnPage();
    } else if (!more) {
      finish(null);
    } else {
      return false;
    }
    return true;
  }

  private void finish(@Nullable Throwable failed) {
    done = true;
    if (failed == null) {
      actual.onComplete();
    } else {
      actual.onError(failed);
    }
  }

  private void takeIn(P part) {
    try {
      items = paging.items().apply(part).iterator();
      next = paging.next().apply(part);
    } catch (Throwable thrown) {
      error = failure(thrown);
      cancelFetch();
      finish(error); // at once: a part behind this one would follow a gap
    }
  }

  private void turnPage() {
    pageEnded = false;
    fetch = null;
    if (next == null) {
      more = false;
    } else {
      link = next;
    }
  }

  /**
   * Starts the fetch of the next page.
   *
   * @return false if one is under way
   */
  private boolean fetchNext() {
    if (fetch != null) {
      return false;
    }
    if (guard.repeats(link)) {
      error = failure(new LoopException());
      return true;
    }
    Fetch starting = new Fetch();
    fetch = starting;
    try {
      paging.fetch().apply(link).subscribe(starting);
    } catch (Throwable thrown) {
      error = failure(thrown);
    }
    if (cancelled || badRequest != null) {
      starting.cancel(); // whoever wanted it gone may have come before it was there
    }
    return true;
  }

  private Throwable failure(Throwable cause) {
    Exceptions.throwIfFatal(cause);
    return paging.failure().apply(link, cause);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public @Nullable Object scanUnsafe(Attr key) {
    if (key == Attr.ACTUAL) {
      return actual;
    }
    if (key == Attr.REQUESTED_FROM_DOWNSTREAM) {
      return requested;
    }
    if (key == Attr.CANCELLED) {
      return cancelled;
    }
    if (key == Attr.TERMINATED) {
      return done;
    }
    if (key == Attr.ERROR) {
      return error;
    }
    return key == Attr.RUN_STYLE ? Attr.RunStyle.ASYNC : null;
  }

  /** Brings one page, as a whole or in parts. */
  private final class Fetch extends BaseSubscriber<P> {
    private boolean brought;

    @Override
    public Context currentContext() {
      return actual.currentContext();
    }

    @Override
    protected void hookOnNext(P part) {
      brought = true;
      parts.offer(part);
      drain();
    }

    @Override
    protected void hookOnError(Throwable cause) {
      error = failure(cause);
      drain();
    }

    @Override
    protected void hookOnComplete() {
      if (brought) {
        pageEnded = true;
      } else {
        error = failure(new IllegalStateException("the page's fetch ended without a page"));
      }
      drain();
    }
  }
}
