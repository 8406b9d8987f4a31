package io.dialflux;

import io.dialflux.call.Call;
import io.dialflux.call.CallBytes;
import io.dialflux.call.CallPage;
import io.dialflux.call.CallPageReader;
import io.dialflux.call.CollectedPage;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;

/**
 * Hands the calls of one page to a collector as they are read, for each try to a container of its
 * own; the answer's body is the try that it is of.
 */
final class PageCollection<A, R> implements PageTaker {
  private final Collector<? super CallBytes, A, R> collector;

  PageCollection(Collector<? super CallBytes, A, R> collector) {
    this.collector = collector;
  }

  @Override
  public Try begin() {
    return new Collecting<>(collector);
  }

  /** The page that an answer's body has; a filter may have answered with one of its own. */
  @SuppressWarnings("unchecked") // what a try ends with
  CollectedPage<R> page(@Nullable Object body) {
    Object ended = body instanceof CallPage page ? begin().end(page) : body;
    return ((Collecting<A, R>) Objects.requireNonNull(ended)).page();
  }

  /**
   * What the collector throws is kept until the page has ended: it is no failure of the connection,
   * and no reason to read the page again.
   */
  private static final class Collecting<A, R> implements Try {
    private final Collector<? super CallBytes, A, R> collector;
    private @Nullable A container;
    private @Nullable Throwable thrown;
    private @Nullable CollectedPage<R> page;

    Collecting(Collector<? super CallBytes, A, R> collector) {
      this.collector = collector;
      attempt(() -> container = collector.supplier().get());
    }

    @Override
    public CallPageReader reader() {
      return new CallPageReader(this::call);
    }

    private void call(CallBytes call) {
      attempt(() -> collector.accumulator().accept(container, call));
    }

    /** Those of a page that was not read here; otherwise there are none. */
    @Override
    public void calls(List<Call> calls) {
      calls.forEach(call -> call(CallBytes.of(call)));
    }

    @Override
    public Object end(CallPage rest) {
      calls(rest.calls());
      attempt(() -> page = CollectedPage.of(collector.finisher().apply(container), rest.next()));
      return this;
    }

    private void attempt(Runnable step) {
      if (thrown == null) {
        try {
          step.run();
        } catch (Throwable t) {
          Exceptions.throwIfFatal(t);
          thrown = t;
        }
      }
    }

    CollectedPage<R> page() {
      if (thrown != null) {
        throw Exceptions.propagate(thrown);
      }
      return Objects.requireNonNull(page);
    }
  }
}
