package io.dialflux.cli;

import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;

/** Lets the main thread watch a stream: what came since the last look, ten times a second. */
final class Ticks {
  private static final Duration TICK = Duration.ofMillis(100);

  private Ticks() {}

  /**
   * Blocks whoever iterates, which only the main thread may. A look at which nothing had come is an
   * empty list, so that a clock can go on.
   */
  static <T> Iterable<List<T>> of(Flux<T> stream) {
    // a failure as such would end the window and the stream of windows, and be told twice
    return stream
        .materialize()
        .window(TICK)
        .concatMap(window -> window.<T>dematerialize().collectList())
        .onBackpressureBuffer()
        .toIterable();
  }
}
