package io.dialflux.internal.netty;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Connections on which the small rest of a page is being read. They are free within moments, so a
 * read waits for one of them instead of opening another connection.
 */
final class Rests {
  private final AtomicReference<Sinks.@Nullable Empty<Void>> next = new AtomicReference<>();

  /** A rest is about to be read. */
  void begin() {
    next.compareAndSet(null, Sinks.empty());
  }

  /** A rest was read, or is given up; its connection is back in the pool, or closed. */
  void end() {
    Sinks.Empty<Void> ended = next.getAndSet(null);
    if (ended != null) {
      ended.tryEmitEmpty();
    }
  }

  /** Completes when a rest ends; null if none is being read. */
  @Nullable Mono<Void> one() {
    Sinks.Empty<Void> current = next.get();
    return current == null ? null : current.asMono();
  }
}
