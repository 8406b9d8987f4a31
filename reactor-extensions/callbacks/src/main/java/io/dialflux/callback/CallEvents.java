package io.dialflux.callback;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;

/**
 * A {@code Flux} of callbacks, and the bounded memory where those wait that nobody has asked for
 * yet. {@link #accept} is made to be a handler of {@link Callbacks}:
 *
 * <pre>{@code
 * CallEvents events = CallEvents.buffering(1_000);
 * callbacks.server().port(8080).route(callbacks.routes("/status", events::accept));
 * events.flux().subscribe(…);
 * }</pre>
 *
 * <p>An event that was accepted is passed on to a subscriber, and one that finds no room is not
 * accepted, so that Twilio hears of it: nothing is dropped in silence but what is being passed on
 * while its only subscriber cancels. What waits does so in this process and ends with it; where
 * events must survive that, a handler writes them down before it passes them on: {@code event ->
 * store.save(event).then(events.accept(event))}.
 */
@CheckReturnValue
public final class CallEvents {
  private final Queue<CallEvent> waiting = new ConcurrentLinkedQueue<>();
  private final List<FluxSink<CallEvent>> subscribers = new CopyOnWriteArrayList<>();
  private final AtomicInteger wakings = new AtomicInteger();
  private final Semaphore room;

  private CallEvents(int most) {
    this.room = new Semaphore(most);
  }

  /**
   * Events that wait in memory until they are asked for.
   *
   * @param most how many wait before no more are accepted, 8 to 1,000,000
   * @return events that nobody has subscribed to yet
   */
  public static CallEvents buffering(int most) {
    if (most < 8 || most > 1_000_000) {
      throw new IllegalArgumentException("most must be 8 to 1000000");
    }
    return new CallEvents(most);
  }

  /**
   * Takes an event in, for each subscriber or, while there is none, for the next. Subscribers that
   * asked for it get it on the caller's thread, unless another thread is passing events on: then on
   * that one. May be called from any thread.
   *
   * @param event what to pass on
   * @return completes once it is taken in; an {@link IllegalStateException} where as many events
   *     wait as may. Each subscription takes it in once
   */
  public Mono<Void> accept(CallEvent event) {
    return Mono.fromRunnable(() -> take(event));
  }

  private void take(CallEvent event) {
    if (!room.tryAcquire()) {
      throw new IllegalStateException("as many events wait as may");
    }
    waiting.add(event);
    passOn();
  }

  /**
   * The events, for any number of subscribers. Hot: it does not end, and a subscriber gets what is
   * accepted from then on, and also what still waits then.
   *
   * <p><b>Demand.</b> An event is passed on once every subscriber has asked for one, so all go at
   * the pace of the slowest, and the buffer bounds how far they fall behind. Whoever would rather
   * miss events than hold up the others puts {@code onBackpressureLatest()} or the like behind.
   *
   * <p><b>Threads.</b> That of some {@link #accept}'s subscriber or of whoever asked, one at a
   * time. It must not be blocked, or nobody is passed anything meanwhile: put {@code publishOn}
   * before what does.
   *
   * <p><b>Cancellation.</b> The other subscribers go on. After the last one events wait for the
   * next.
   *
   * @return the events as they are accepted
   */
  public Flux<CallEvent> flux() {
    // never overflows: what was not asked for is not passed on
    return Flux.create(this::subscribe, FluxSink.OverflowStrategy.ERROR);
  }

  private void subscribe(FluxSink<CallEvent> subscriber) {
    subscribers.add(subscriber);
    subscriber.onDispose(
        () -> {
          subscribers.remove(subscriber);
          passOn();
        });
    subscriber.onRequest(asked -> passOn());
  }

  /** One thread at a time; another that comes meanwhile leaves its work to it and waits not. */
  private void passOn() {
    if (wakings.getAndIncrement() > 0) {
      return;
    }
    int seen = 1;
    do {
      while (passOne()) {}
      seen = wakings.addAndGet(-seen);
    } while (seen > 0);
  }

  private boolean passOne() {
    if (waiting.peek() == null) {
      return false;
    }
    // after the look at the event: whoever subscribed before it was accepted is among these
    List<FluxSink<CallEvent>> here =
        subscribers.stream().filter(subscriber -> !subscriber.isCancelled()).toList();
    if (here.isEmpty() || here.stream().anyMatch(one -> one.requestedFromDownstream() == 0)) {
      return false;
    }
    CallEvent event = waiting.remove();
    room.release();
    here.forEach(subscriber -> subscriber.next(event));
    return true;
  }
}
