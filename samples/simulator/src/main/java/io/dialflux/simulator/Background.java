package io.dialflux.simulator;

import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Owns what goes on when the client that asked for it is gone; ends with the simulator. */
final class Background implements Disposable {
  private final Disposable.Composite running = Disposables.composite();

  /** Runs the work once, now; the result is only for who is still interested. */
  <T> Mono<T> run(Mono<T> work) {
    Sinks.One<T> result = Sinks.one();
    Disposable.Swap own = Disposables.swap();
    running.add(own);
    own.update(
        work.doFinally(end -> running.remove(own))
            .subscribe(result::tryEmitValue, result::tryEmitError, result::tryEmitEmpty));
    return result.asMono();
  }

  @Override
  public void dispose() {
    running.dispose();
  }
}
