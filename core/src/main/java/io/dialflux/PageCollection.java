package io.dialflux;

import io.dialflux.call.Call;
import io.dialflux.call.CallPage;
import io.dialflux.call.CollectedPage;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/** Hands the calls of one page to a collector as they are read; each try has a container anew. */
final class PageCollection<A, R> implements PageTaker {
  private final Collector<? super Call, A, R> collector;
  private @Nullable A container;
  private @Nullable CollectedPage<R> page;

  PageCollection(Collector<? super Call, A, R> collector) {
    this.collector = collector;
  }

  @Override
  public void begin() {
    container = collector.supplier().get();
  }

  @Override
  public void calls(List<Call> calls) {
    for (Call call : calls) {
      collector.accumulator().accept(container, call);
    }
  }

  @Override
  public void end(CallPage rest) {
    calls(rest.calls());
    page = CollectedPage.of(collector.finisher().apply(container), rest.next());
  }

  CollectedPage<R> page() {
    return Objects.requireNonNull(page);
  }
}
