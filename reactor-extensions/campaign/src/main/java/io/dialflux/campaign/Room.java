package io.dialflux.campaign;

import java.util.concurrent.atomic.AtomicInteger;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** So many may be in it at once. One at a time waits at its door; all may leave at any time. */
final class Room {
  private final int places;
  private final AtomicInteger free;
  private volatile Sinks.Empty<Void> door = Sinks.empty();

  Room(int places) {
    this.places = places;
    this.free = new AtomicInteger(places);
  }

  /** Completes when there is a place, which is then taken. */
  Mono<Void> enter() {
    return Mono.defer(
        () -> {
          Sinks.Empty<Void> opens = Sinks.empty();
          door = opens; // before it is known that somebody waits
          return free.getAndDecrement() > 0 ? Mono.empty() : opens.asMono();
        });
  }

  /** Completes when all have left; then nobody else comes in. */
  Mono<Void> empty() {
    return enter().repeat(places - 1).then();
  }

  void leave() {
    if (free.getAndIncrement() < 0) {
      door.tryEmitEmpty();
    }
  }
}
