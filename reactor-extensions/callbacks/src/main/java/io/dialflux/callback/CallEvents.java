package io.dialflux.callback;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A {@code Flux} of callbacks, and the bounded memory where those wait that nobody has asked for
 * yet. {@link #accept} is made to be a handler of {@link Callbacks}:
 *
 * <pre>{@code
 * CallEvents events = CallEvents.buffering(1_000);
 * HttpServer.create().route(callbacks.routes("/status", events::accept));
 * events.flux().subscribe(…);
 * }</pre>
 *
 * <p>An event that was accepted reaches a subscriber, and one that finds no room is not accepted,
 * so that Twilio hears of it: nothing is dropped in silence. What waits does so in this process and
 * ends with it; where events must survive that, a handler writes them down before it passes them
 * on: {@code event -> store.save(event).then(events.accept(event))}.
 */
public final class CallEvents {
  private final Sinks.Many<CallEvent> sink;

  private CallEvents(int most) {
    this.sink = Sinks.unsafe().many().multicast().onBackpressureBuffer(most, false);
  }

  /**
   * Events that wait in memory until they are asked for.
   *
   * @param most how many wait before no more are accepted, 8 to 1,000,000; rounded up to a power of
   *     two
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
   * asked for it get it on the caller's thread. May be called from any thread.
   *
   * @param event what to pass on
   * @return completes once it is taken in; an {@link IllegalStateException} where as many events
   *     wait as may. Each subscription takes it in once
   */
  public Mono<Void> accept(CallEvent event) {
    return Mono.fromRunnable(() -> emit(event));
  }

  /** One at a time, as a sink wants it; nobody waits here for longer than subscribers take. */
  private synchronized void emit(CallEvent event) {
    sink.tryEmitNext(event).orThrow();
  }

  /**
   * The events, for any number of subscribers. Hot: it does not end, and a subscriber gets what
   * comes from then on; the first one also what has waited for it.
   *
   * <p><b>Demand.</b> An event is passed on once every subscriber has asked for one, so all go at
   * the pace of the slowest, and the buffer bounds how far they fall behind. Whoever would rather
   * miss events than hold up the others puts {@code onBackpressureLatest()} or the like behind.
   *
   * <p><b>Threads.</b> That of {@link #accept}'s subscriber or of whoever asked last, one at a
   * time. It must not be blocked: put {@code publishOn} before what does.
   *
   * <p><b>Cancellation.</b> The other subscribers go on. After the last one events wait for the
   * next.
   *
   * @return the events as they are accepted
   */
  public Flux<CallEvent> flux() {
    return sink.asFlux();
  }
}
