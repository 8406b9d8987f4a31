package io.dialflux.internal.netty;

import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Counts who is inside; once closed it lets nobody in and tells when the last one has left. */
final class Gate {
  private static final int CLOSED = 1 << 30;

  private final AtomicInteger state = new AtomicInteger();
  private final Sinks.Empty<Void> empty = Sinks.empty();

  boolean enter() {
    return state.getAndUpdate(s -> s < CLOSED ? s + 1 : s) < CLOSED;
  }

  void leave() {
    if (state.decrementAndGet() == CLOSED) {
      empty.tryEmitEmpty();
    }
  }

  /** Closes the gate; completes when nobody is inside. */
  Mono<Void> close() {
    if (state.updateAndGet(s -> s < CLOSED ? s + CLOSED : s) == CLOSED) {
      empty.tryEmitEmpty();
    }
    return empty.asMono();
  }
}
