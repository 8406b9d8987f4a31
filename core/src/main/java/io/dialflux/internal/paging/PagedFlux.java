package io.dialflux.internal.paging;

import reactor.core.CoreSubscriber;
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
public final class PagedFlux<L, P, T> extends Flux<T> {
  private final L first;
  private final Paging<L, P, T> paging;

  public PagedFlux(L first, Paging<L, P, T> paging) {
    this.first = first;
    this.paging = paging;
  }

  @Override
  public void subscribe(CoreSubscriber<? super T> actual) {
    actual.onSubscribe(new PagedSubscription<>(actual, first, paging));
  }
}
