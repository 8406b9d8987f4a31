package io.dialflux.internal.paging;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.Scannable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * One walk along the pages. Everything happens in {@link #drain}, which one thread at a time runs;
 * the others leave word in the volatile fields and count {@link #wip} up. A page that arrives while
 * draining is taken in by the same loop, so any number of pages in a row needs no stack.
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

  private volatile int wip;
  private volatile long requested;
  private volatile boolean cancelled;
  private volatile boolean done;
  private volatile @Nullable Throwable error;
  private volatile @Nullable P arrived;
  private volatile @Nullable Fetch fetch;

  // seen by drain alone
  private L link;
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
      fail(new IllegalArgumentException("request must be for more than 0 elements (§3.9)"));
    } else {
      Operators.addCap(REQUESTED, this, n);
      drain();
    }
  }

  @Override
  public void cancel() {
    cancelled = true;
    cancelFetch();
  }

  private void fail(Throwable cause) {
    error = cause;
    cancelFetch();
    drain();
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
      Throwable failed = error;
      if (failed != null) {
        done = true;
        actual.onError(failed);
      } else if (items.hasNext()) {
        if (emitted == demand) {
          demand = requested;
          if (emitted == demand) {
            break;
          }
        }
        emitted++;
        actual.onNext(items.next());
      } else if (arrived != null) {
        takeIn(arrived);
      } else if (!more) {
        done = true;
        actual.onComplete();
      } else if (fetch == null && emitted < requested) {
        fetchNext();
      } else {
        break;
      }
    }
    if (emitted != 0) {
      Operators.produced(REQUESTED, this, emitted);
    }
  }

  private void takeIn(P page) {
    arrived = null;
    fetch = null;
    try {
      items = paging.items().apply(page).iterator();
      L next = paging.next().apply(page);
      if (next == null) {
        more = false;
      } else {
        link = next;
      }
    } catch (Throwable thrown) {
      error = failure(thrown);
    }
  }

  private void fetchNext() {
    if (guard.repeats(link)) {
      error = failure(new LoopException());
      return;
    }
    Fetch next = new Fetch();
    fetch = next;
    try {
      paging.fetch().apply(link).subscribe(next);
    } catch (Throwable thrown) {
      error = failure(thrown);
    }
    if (cancelled) {
      next.cancel();
    }
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

  /** Brings one page. */
  private final class Fetch extends BaseSubscriber<P> {
    private boolean brought;

    @Override
    public Context currentContext() {
      return actual.currentContext();
    }

    @Override
    protected void hookOnNext(P page) {
      brought = true;
      arrived = page;
      drain();
    }

    @Override
    protected void hookOnError(Throwable cause) {
      fail(failure(cause));
    }

    @Override
    protected void hookOnComplete() {
      if (!brought) {
        fail(failure(new IllegalStateException("the page's fetch ended without a page")));
      }
    }
  }
}
