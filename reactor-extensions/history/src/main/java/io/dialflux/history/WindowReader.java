package io.dialflux.history;

import io.dialflux.call.CollectedPage;
import io.dialflux.call.PageToken;
import io.dialflux.error.CallsException;
import io.dialflux.error.RateLimitedException;
import io.dialflux.history.Position.Search;
import java.io.Serial;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** The pages of one window for one subscriber, whatever happens on the way. */
final class WindowReader {
  private static final int MOST_TRIES = 8;
  private static final long FIRST_WAIT_MILLIS = 500;
  private static final long LONGEST_WAIT_MILLIS = 10_000;
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(1);

  private final Plan plan;
  private final Window window;
  private final FetchLimit limit;
  private final Belonging belonging;
  private final @Nullable Supplier<PageLines> lines;
  private Position position;
  private int failed;

  /** How often the window began anew and did not come to where it had been. */
  private int begunAnew;

  private WindowReader(
      Plan plan, Window window, FetchLimit limit, @Nullable Supplier<PageLines> lines) {
    this.plan = plan;
    this.belonging = plan.belonging(window);
    this.lines = lines;
    this.window = window;
    this.limit = limit;
    this.position = plan.start().position(window.index());
  }

  /**
   * @param lines what each page's lines are written to; null where nobody wants lines
   */
  static Flux<ListedPage> pages(
      Plan plan, Window window, FetchLimit limit, @Nullable Supplier<PageLines> lines) {
    return Flux.defer(() -> new WindowReader(plan, window, limit, lines).pages());
  }

  private Flux<ListedPage> pages() {
    Flux<ListedPage> pages =
        Flux.defer(() -> new LimitedFlux<>(listing(), limit))
            .map(this::advance)
            .retryWhen(
                Retry.from(
                    failures ->
                        failures
                            .concatMap(f -> again(f.failure()))
                            .doOnError(lasting -> limit.close())));
    // a day's listing ends by itself, and is not cancelled at its end
    return window.day() == null ? pages.takeUntil(page -> page.next() == null) : pages;
  }

  /** Slows down before it makes room for another. */
  private Flux<CollectedPage<PageContents>> listing() {
    return contents(token())
        .doOnError(
            failure -> ListFailure.cause(failure) instanceof RateLimitedException,
            f -> limit.slowDown());
  }

  private Flux<CollectedPage<PageContents>> contents(PageToken token) {
    return lines == null
        ? plan.calls()
            .pages(token)
            .map(p -> CollectedPage.of(PageContents.of(p.calls(), belonging), p.next()))
        : plan.calls().pages(token, PageContents.collector(belonging, lines));
  }

  private PageToken token() {
    String link = position.link();
    return link == null ? PageToken.first(plan.filter(window)) : PageToken.parse(link);
  }

  /** Goes on behind a page. */
  private ListedPage advance(CollectedPage<PageContents> page) {
    failed = 0;
    PageToken link = page.next();
    List<ListedCall> all = page.result().calls();
    boolean last = link == null || plan.isBehind(window, all);
    Position at = position;
    Boundary.Rest rest = rest(at, all, last);
    List<ListedCall> listed = rest.calls();
    begunAnew = listed.isEmpty() ? begunAnew : 0;
    Boundary boundary =
        listed.isEmpty() ? at.boundary() : Boundary.behind(at.boundary(), listed, listed.size());
    Search search = rest.found() ? Search.NONE : at.search();
    Position next = last ? null : new Position(link.value(), boundary, search);
    position = next == null ? at : next;
    return new ListedPage(window, at, listed, page.result().lines(), next);
  }

  /** The calls of a page that are not behind the reader. */
  private static Boundary.Rest rest(Position at, List<ListedCall> page, boolean last) {
    Boundary boundary = at.boundary();
    if (boundary == null || at.search() == Search.NONE) {
      return new Boundary.Rest(page, true);
    }
    if (at.search() == Search.SECOND) {
      return boundary.behindSecond(page, last);
    }
    Boundary.Rest rest = boundary.behindCall(page);
    if (!rest.found() && (last || boundary.isFarBefore(page))) {
      throw new CallGone();
    }
    return rest;
  }

  /** The call behind which a window goes on is not listed any more: it has to be read again. */
  private static final class CallGone extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    CallGone() {
      super("a call is gone", null, false, false);
    }
  }

  /** When the page may be fetched again; an error where that is no use. */
  private Mono<Long> again(Throwable failure) {
    if (failure instanceof CallGone) {
      position = position.withoutCall();
      return Mono.just(0L);
    }
    CallsException cause = ListFailure.cause(failure);
    failed++;
    if (cause == null || failed >= MOST_TRIES || begunAnew >= MOST_TRIES) {
      return Mono.error(cause == null ? failure : cause);
    }
    if (position.link() != null && ListFailure.isForgotten(cause)) {
      begunAnew++;
      position = position.anew();
      return Mono.just(0L);
    }
    if (!ListFailure.mayPass(cause)) {
      return Mono.error(cause);
    }
    return after(cause instanceof RateLimitedException limited ? limited.retryAfter() : null);
  }

  private Mono<Long> after(@Nullable Duration asked) {
    long bound = Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << failed - 1);
    Duration wait = Duration.ofMillis(ThreadLocalRandom.current().nextLong(bound + 1));
    if (asked != null) {
      wait = asked.compareTo(LONGEST_RETRY_AFTER) < 0 ? asked : LONGEST_RETRY_AFTER;
    }
    return Mono.delay(wait, plan.fetching().scheduler());
  }
}
