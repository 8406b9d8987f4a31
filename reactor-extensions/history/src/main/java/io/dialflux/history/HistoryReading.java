package io.dialflux.history;

import io.dialflux.call.Call;
import io.dialflux.error.CallsException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * One subscriber's reading of a history. Its windows are read on any threads; everything here that
 * changes is seen by one at a time, behind the place where they are merged.
 */
final class HistoryReading {
  private final Plan plan;
  private final Fetching fetching;
  private final FetchLimit limit;
  private final Seen seen;
  private final @Nullable Supplier<PageLines> lines;
  private final long began;
  private ReadState state;
  private Supplier<HistoryToken> reached;

  private HistoryReading(Plan plan, @Nullable Supplier<PageLines> lines) {
    this.plan = plan;
    this.lines = lines;
    this.fetching = plan.fetching();
    this.limit = new FetchLimit(fetching);
    this.seen = new Seen(plan);
    this.began = fetching.nanos();
    this.state = plan.start();
    this.reached = () -> plan.token(plan.start());
  }

  static Flux<HistoryPage> pages(Supplier<Plan> plan) {
    return pages(plan, null);
  }

  /**
   * Pages with lines in place of their calls.
   *
   * @param lines what they are to be written to, thread-safe; null where nobody wants lines
   */
  static Flux<HistoryPage> pages(Supplier<Plan> plan, @Nullable Supplier<PageLines> lines) {
    return read(plan, lines, pages -> pages, HistoryPage::token);
  }

  static Flux<HistoryCall> calls(Supplier<Plan> plan) {
    return read(
        plan, null, pages -> pages.flatMapIterable(HistoryPage::each, 1), HistoryCall::token);
  }

  private static <T> Flux<T> read(
      Supplier<Plan> plan,
      @Nullable Supplier<PageLines> lines,
      Function<Flux<HistoryPage>, Flux<T>> items,
      Function<T, HistoryToken> behind) {
    return Flux.defer(
        () -> {
          HistoryReading reading = new HistoryReading(plan.get(), lines);
          return whenRequested(
              items
                  .apply(reading.merged())
                  .doOnNext(item -> reading.reached = () -> behind.apply(item))
                  .onErrorMap(CallsException.class, reading::interrupted)
                  .onErrorStop()); // the place behind a call is also behind all before it
        });
  }

  /** Merging operators subscribe, and so fetch, before anybody has requested. */
  static <T> Flux<T> whenRequested(Flux<T> source) {
    Sinks.Empty<Void> requested = Sinks.empty();
    return source.delaySubscription(requested.asMono()).doOnRequest(n -> requested.tryEmitEmpty());
  }

  private Flux<HistoryPage> merged() {
    Flux<Window> windows =
        Flux.range(0, plan.windows())
            .filter(index -> !plan.start().isDone(index))
            .map(plan::window);
    // a call that leaves the queue meanwhile is found where it can have gone, if that is read later
    Flux<ListedPage> queueFirst = windows.filter(plan::isNearQueue).concatMap(this::window, 1);
    Flux<Flux<ListedPage>> readings =
        windows
            .filter(window -> !plan.isNearQueue(window))
            .map(this::window)
            .startWith(Flux.just(queueFirst));
    Flux<ListedPage> pages =
        fetching.ordered()
            ? readings.flatMapSequential(reading -> reading, fetching.concurrency(), 1)
            : readings.flatMap(reading -> reading, fetching.concurrency(), 1);
    return pages.doOnCancel(limit::close).map(this::handOut);
  }

  private Flux<ListedPage> window(Window window) {
    return WindowReader.pages(plan, window, limit, lines);
  }

  private HistoryPage handOut(ListedPage page) {
    List<ListedCall> fresh = notSeen(page);
    PageLines lines = page.lines();
    List<Call> calls = List.of();
    if (lines == null) {
      calls = fresh.stream().map(ListedCall::call).toList();
    } else {
      lines.keep(fresh);
    }
    ReadState before = state;
    state = before.behind(page, fresh.size());
    if (page.next() == null) {
      seen.forget(page.window());
    }
    return new HistoryPage(plan, before, page, calls, fresh.size(), progress());
  }

  private List<ListedCall> notSeen(ListedPage page) {
    Seen.Page before = seen.page(page.window());
    List<ListedCall> fresh = new ArrayList<>(page.calls().size());
    for (ListedCall call : page.calls()) {
      if (call.place() >= 0 && before.add(call)) {
        fresh.add(call);
      }
    }
    return fresh;
  }

  private HistoryProgress progress() {
    return new HistoryProgress(
        plan.windows(),
        state.windowsDone(),
        plan.start().windowsDone(),
        state.calls(),
        plan.start().calls(),
        plan.reached(state),
        plan.isAmongDays(state),
        limit.tooManyRequests(),
        Duration.ofNanos(fetching.nanos() - began));
  }

  private Throwable interrupted(CallsException cause) {
    return new HistoryInterruptedException(reached.get(), cause);
  }
}
