package io.dialflux.internal.paging;

import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;

/**
 * The items of linked pages, fetched as they are asked for and never before: no demand, no request;
 * one page when the first item is asked for; the next when an item is asked for and the page is
 * used up. The end is a page without a link, not a page without items.
 *
 * <p>Reactor's own operators cannot do this: {@code expand} and {@code concatMap} fetch ahead of
 * demand, {@code generate} cannot wait.
 *
 * <p>Each subscription starts at the first page. Items come on the thread that brought their page,
 * or on the one that asked for them where the page is there already. Cancellation cancels the fetch
 * under way.
 */
public final class PagedFlux<L, P, T> extends Flux<T> implements Scannable {
  private final String name;
  private final L first;
  private final Paging<L, P, T> paging;

  public PagedFlux(L first, Paging<L, P, T> paging) {
    this("pages", first, paging);
  }

  /**
   * @param name what tools that look through a chain of operators show
   */
  public PagedFlux(String name, L first, Paging<L, P, T> paging) {
    this.name = name;
    this.first = first;
    this.paging = paging;
  }

  @Override
  public void subscribe(CoreSubscriber<? super T> actual) {
    actual.onSubscribe(new PagedSubscription<>(actual, first, paging));
  }

  @Override
  public String stepName() {
    return name;
  }

  @Override
  @SuppressWarnings("rawtypes")
  public @Nullable Object scanUnsafe(Attr key) {
    if (key == Attr.PREFETCH) {
      return 0; // a page is fetched when one of its items is asked for
    }
    return key == Attr.RUN_STYLE ? Attr.RunStyle.ASYNC : null;
  }
}
