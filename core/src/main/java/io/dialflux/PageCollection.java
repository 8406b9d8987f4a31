package io.dialflux;

import io.dialflux.call.Call;
import io.dialflux.call.CallPage;
import io.dialflux.call.CollectedPage;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/**
 * Hands the calls of one page to a collector as they are read; each try has a container anew. What
 * the collector throws is kept until the page has ended: it is no failure of the connection, and no
 * reason to read the page again.
 */
final class PageCollection<A, R> implements PageTaker {
  private final Collector<? super Call, A, R> collector;
  private @Nullable A container;
  private @Nullable RuntimeException thrown;
  private @Nullable CollectedPage<R> page;

  PageCollection(Collector<? super Call, A, R> collector) {
    this.collector = collector;
  }

  @Override
  public void begin() {
    thrown = null;
    attempt(() -> container = collector.supplier().get());
  }

  @Override
  public void calls(List<Call> calls) {
    attempt(() -> calls.forEach(call -> collector.accumulator().accept(container, call)));
  }

  @Override
  public void end(CallPage rest) {
    calls(rest.calls());
    attempt(() -> page = CollectedPage.of(collector.finisher().apply(container), rest.next()));
  }

  private void attempt(Runnable step) {
    if (thrown == null) {
      try {
        step.run();
      } catch (RuntimeException e) {
        thrown = e;
      }
    }
  }

  CollectedPage<R> page() {
    if (thrown != null) {
      throw thrown;
    }
    return Objects.requireNonNull(page);
  }
}
