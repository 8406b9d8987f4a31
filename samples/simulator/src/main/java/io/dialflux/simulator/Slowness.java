package io.dialflux.simulator;

import java.time.Duration;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** How long slow and late answers take, on the wall clock, as their clients' time-outs do. */
record Slowness(Duration slow, Duration late, Scheduler timer) {

  <T> Mono<T> slowly(Mono<T> then) {
    return Mono.delay(slow, timer).then(then);
  }

  <T> Mono<T> late(Mono<T> then) {
    return Mono.delay(late, timer).then(then);
  }
}
