package io.dialflux.call;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One page of a listing, of whose calls only what a collector made of them is kept. As immutable as
 * that is.
 *
 * @param <R> what was made of the calls
 */
public final class CollectedPage<R> {
  private final R result;
  private final @Nullable PageToken next;

  private CollectedPage(R result, @Nullable PageToken next) {
    this.result = result;
    this.next = next;
  }

  /**
   * A page for tests and mocks.
   *
   * @param result what was made of the calls
   * @param next null for the last page
   * @param <R> its type
   * @return a page with that result
   */
  public static <R> CollectedPage<R> of(R result, @Nullable PageToken next) {
    return new CollectedPage<>(Objects.requireNonNull(result, "result"), next);
  }

  /** {@return what the collector made of the page's calls, which may have been none} */
  public R result() {
    return result;
  }

  /** {@return where the listing goes on; null after the last page} */
  public @Nullable PageToken next() {
    return next;
  }

  @Override
  public String toString() {
    return "CollectedPage[" + (next == null ? "last]" : "]");
  }
}
