package io.dialflux.benchmark.run;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keeps the first error that nobody took: a run with one is no measurement. */
final class Dropped implements Consumer<Throwable> {
  private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();

  @Override
  public void accept(Throwable error) {
    first.compareAndSet(null, error);
  }

  void check() {
    Throwable error = first.get();
    if (error != null) {
      throw new IllegalStateException("the run failed", error);
    }
  }
}
