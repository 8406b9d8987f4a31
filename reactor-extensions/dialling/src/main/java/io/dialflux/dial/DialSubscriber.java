package io.dialflux.dial;

import io.dialflux.call.CreateCall;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicLongFieldUpdater;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Disposable;
import reactor.core.Scannable;
import reactor.core.publisher.Operators;
import reactor.util.concurrent.Queues;
import reactor.util.context.Context;

/**
 * One dialling of a source. Everything happens in {@link #drain}, which one thread at a time runs;
 * the others leave word in the queues and volatile fields and count {@link #wip} up.
 *
 * <p>A request taken from the source has a result's demand set aside for it, so a result never
 * waits: taken is at most requested.
 */
final class DialSubscriber implements CoreSubscriber<CreateCall>, Subscription, Scannable {
  private static final AtomicIntegerFieldUpdater<DialSubscriber> WIP =
      AtomicIntegerFieldUpdater.newUpdater(DialSubscriber.class, "wip");
  private static final AtomicLongFieldUpdater<DialSubscriber> REQUESTED =
      AtomicLongFieldUpdater.newUpdater(DialSubscriber.class, "requested");

  private static final AtomicLongFieldUpdater<DialSubscriber> DELIVERED =
      AtomicLongFieldUpdater.newUpdater(DialSubscriber.class, "delivered");

  private final CoreSubscriber<? super DialResult> actual;
  private final DialFlux dial;
  private final Pacer pacer;
  private final Queue<CreateCall> arrived = Queues.<CreateCall>unbounded(64).get();
  private final Queue<Attempt> ended = Queues.<Attempt>unboundedMultiproducer().get();

  private volatile int wip;
  private volatile long requested;
  private volatile long delivered; // written by drain alone
  private volatile boolean cancelled;
  private volatile boolean sourceDone;
  private volatile boolean woken;
  private volatile @Nullable Throwable sourceError;
  private volatile @Nullable Throwable badRequest;
  private @Nullable Subscription source;

  // seen by drain alone
  private final Deque<Attempt> head = new ArrayDeque<>();
  private long taken;
  private long started;
  private int inFlight;
  private boolean finished;
  private boolean sourceErrorTold;
  private @Nullable Disposable timer;

  DialSubscriber(CoreSubscriber<? super DialResult> actual, DialFlux dial) {
    this.actual = actual;
    this.dial = dial;
    this.pacer = new Pacer(dial.callsPerSecond, dial.now());
  }

  @Override
  public Context currentContext() {
    return actual.currentContext();
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    if (Operators.validate(source, subscription)) {
      source = subscription;
      actual.onSubscribe(this);
    }
  }

  @Override
  public void onNext(CreateCall request) {
    arrived.offer(request);
    drain();
  }

  @Override
  public void onError(Throwable error) {
    if (sourceDone || cancelled) {
      Operators.onErrorDropped(error, currentContext());
      return;
    }
    sourceError = error;
    sourceDone = true;
    drain();
  }

  @Override
  public void onComplete() {
    sourceDone = true;
    drain();
  }

  @Override
  public void request(long n) {
    if (n <= 0) {
      badRequest = new IllegalArgumentException("request must be for more than 0 results (§3.9)");
    } else {
      Operators.addCap(REQUESTED, this, n);
    }
    drain();
  }

  @Override
  public void cancel() {
    cancelled = true;
    source().cancel();
    drain();
  }

  private Subscription source() {
    return Objects.requireNonNull(source);
  }

  private void ended(Attempt attempt) {
    ended.offer(attempt);
    drain();
  }

  private void wake() {
    woken = true;
    drain();
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

  private void step() {
    deliver();
    if (badRequest != null && !finished && !cancelled) {
      finished = true;
      source().cancel();
      actual.onError(badRequest);
    }
    if (finished || cancelled) {
      discard();
      dropSourceError();
      return;
    }
    start();
    boolean idle = inFlight == 0 && head.isEmpty();
    if (sourceDone && idle && arrived.isEmpty()) {
      finished = true;
      Throwable error = sourceError;
      if (error == null) {
        actual.onComplete();
      } else {
        sourceErrorTold = true;
        actual.onError(error);
      }
      return;
    }
    take();
  }

  /** One that came when the subscriber had left, or was told of another. */
  private void dropSourceError() {
    Throwable error = sourceError;
    if (error != null && !sourceErrorTold) {
      sourceErrorTold = true;
      Operators.onErrorDropped(error, currentContext());
    }
  }

  /** Hands out results, or puts a request that was not processed back to the head of the line. */
  private void deliver() {
    for (Attempt attempt = ended.poll(); attempt != null; attempt = ended.poll()) {
      inFlight--;
      if (cancelled || finished) {
        orphan(attempt.result());
      } else if (attempt.repeatable() && attempt.number < dial.maxAttempts) {
        pacer.slowDown(dial.now(), attempt.retryAfter());
        head.addLast(attempt.again());
      } else {
        DELIVERED.lazySet(this, delivered + 1);
        actual.onNext(attempt.result());
      }
    }
  }

  private void orphan(DialResult result) {
    try {
      dial.onOrphan.accept(result);
    } catch (Throwable thrown) {
      Operators.onErrorDropped(thrown, currentContext());
    }
  }

  private void start() {
    if (woken) {
      woken = false;
      timer = null;
    }
    while (!cancelled && !(head.isEmpty() && arrived.isEmpty())) {
      long now = dial.now();
      long delay = pacer.delay(now);
      if (delay > 0) {
        if (timer == null) {
          timer = dial.scheduler.schedule(this::wake, delay, TimeUnit.NANOSECONDS);
        }
        return;
      }
      pacer.start(now);
      inFlight++;
      Attempt next = next();
      try {
        dial.calls.create(next.request).subscribe(next);
      } catch (Throwable thrown) {
        next.onError(thrown);
      }
    }
  }

  private Attempt next() {
    Attempt again = head.poll();
    if (again != null) {
      return again;
    }
    started++;
    CreateCall request = Objects.requireNonNull(arrived.poll());
    return new Attempt(request, 1, currentContext(), this::ended);
  }

  /** Takes requests from the source: as demanded, as may be under way, as the pace needs soon. */
  private void take() {
    long most = Math.min(requested, delivered + dial.maxInFlight);
    long wanted = Math.min(most, started + pacer.ahead()) - taken;
    if (wanted > 0 && !sourceDone) {
      taken += wanted;
      source().request(wanted);
    }
  }

  private void discard() {
    if (timer != null) {
      timer.dispose();
      timer = null;
    }
    for (Attempt waiting = head.poll(); waiting != null; waiting = head.poll()) {
      Operators.onDiscard(waiting.request, currentContext());
    }
    Operators.onDiscardQueueWithClear(arrived, currentContext(), null);
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
      long demand = requested;
      return demand == Long.MAX_VALUE ? demand : demand - delivered;
    }
    if (key == Attr.CANCELLED) {
      return cancelled;
    }
    if (key == Attr.TERMINATED) {
      return finished;
    }
    if (key == Attr.ERROR) {
      return sourceError;
    }
    if (key == Attr.BUFFERED) {
      return arrived.size();
    }
    if (key == Attr.RUN_ON) {
      return dial.scheduler;
    }
    return key == Attr.RUN_STYLE ? Attr.RunStyle.ASYNC : null;
  }
}
