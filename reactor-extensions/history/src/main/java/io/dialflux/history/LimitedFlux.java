package io.dialflux.history;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;
import reactor.core.publisher.Operators;
import reactor.util.context.Context;

/**
 * The items of a source, each of which is asked for only when it is requested and there is room for
 * a fetch more. No operator of Reactor's has a bound that changes, or holds a request back without
 * fetching one item ahead of it.
 */
final class LimitedFlux<T> extends FluxOperator<T, T> {
  private final FetchLimit limit;

  LimitedFlux(Flux<T> source, FetchLimit limit) {
    super(source);
    this.limit = limit;
  }

  @Override
  public void subscribe(CoreSubscriber<? super T> actual) {
    source.subscribe(new Limited<>(actual, limit));
  }

  private enum State {
    IDLE,
    WAITING,
    FETCHING,
    DONE
  }

  private static final class Limited<T> implements CoreSubscriber<T>, Subscription, Scannable {
    private final CoreSubscriber<? super T> actual;
    private final FetchLimit limit;
    private final AtomicLong requested = new AtomicLong();
    private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);
    private final Runnable fetch = this::fetch;
    private @Nullable Subscription source;

    Limited(CoreSubscriber<? super T> actual, FetchLimit limit) {
      this.actual = actual;
      this.limit = limit;
    }

    @Override
    public void onSubscribe(Subscription source) {
      this.source = source;
      actual.onSubscribe(this);
    }

    @Override
    public void request(long n) {
      if (n <= 0) {
        source.request(n); // which knows what to say to that
        return;
      }
      requested.accumulateAndGet(n, Operators::addCap);
      next();
    }

    private void next() {
      if (requested.get() > 0 && state.compareAndSet(State.IDLE, State.WAITING)) {
        limit.enter(fetch);
      }
    }

    private void fetch() {
      if (state.compareAndSet(State.WAITING, State.FETCHING)) {
        source.request(1);
      } else {
        limit.leave(); // cancelled meanwhile
      }
    }

    @Override
    public void onNext(T item) {
      if (requested.get() != Long.MAX_VALUE) {
        requested.decrementAndGet();
      }
      if (state.compareAndSet(State.FETCHING, State.IDLE)) {
        limit.leave();
      }
      actual.onNext(item);
      next();
    }

    @Override
    public void onError(Throwable failure) {
      actual.onError(failure); // which may be the end of those that wait for its room
      end();
    }

    @Override
    public void onComplete() {
      end();
      actual.onComplete();
    }

    @Override
    public void cancel() {
      source.cancel();
      end();
    }

    private void end() {
      State before = state.getAndSet(State.DONE);
      if (before == State.FETCHING) {
        limit.leave();
      } else if (before == State.WAITING) {
        limit.forget(fetch);
      }
    }

    @Override
    public Context currentContext() {
      return actual.currentContext();
    }

    @Override
    @SuppressWarnings("rawtypes")
    public @Nullable Object scanUnsafe(Attr key) {
      if (key == Attr.PARENT) {
        return source;
      }
      if (key == Attr.ACTUAL) {
        return actual;
      }
      if (key == Attr.REQUESTED_FROM_DOWNSTREAM) {
        return requested.get();
      }
      return key == Attr.RUN_STYLE ? Attr.RunStyle.SYNC : null;
    }
  }
}
