package io.dialflux.callback;

import io.dialflux.call.Call;
import io.dialflux.error.ApiException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Fetches a call again and again until it has ended, ever more slowly. Made when a watch begins.
 */
final class Polls {
  private static final long GRACE_MILLIS = 30_000;

  private final Mono<Call> fetch;
  private final Duration least;
  private final Duration most;
  private final Scheduler scheduler;
  private final long began;

  Polls(Mono<Call> fetch, Duration least, Duration most, Scheduler scheduler) {
    this.fetch = fetch;
    this.least = least;
    this.most = most;
    this.scheduler = scheduler;
    this.began = scheduler.now(TimeUnit.MILLISECONDS);
  }

  /** One answer at a time, the terminal one last. */
  Flux<Call> from(Duration first) {
    return Flux.concat(Mono.just(first), waits())
        .concatMap(wait -> Mono.delay(wait, scheduler).then(known()), 1)
        .takeUntil(call -> call.status().isTerminal());
  }

  private Flux<Duration> waits() {
    return Flux.generate(
        () -> least,
        (wait, sink) -> {
          sink.next(wait);
          Duration longer = wait.plus(wait.dividedBy(2));
          return longer.compareTo(most) < 0 ? longer : most;
        });
  }

  /** Right after its creation Twilio may not know a call, for a while. */
  private Mono<Call> known() {
    return fetch.onErrorResume(
        ApiException.class, e -> e.status() == 404 && isYoung() ? Mono.empty() : Mono.error(e));
  }

  private boolean isYoung() {
    return scheduler.now(TimeUnit.MILLISECONDS) - began < GRACE_MILLIS;
  }
}
