package io.dialflux.internal.paging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.util.context.Context;

/**
 * The operator alone, on pages made here: page {@code p} of {@code size} items links to the next.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagedFluxTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private ExecutorService threads;

  @BeforeAll
  void startThreads() {
    threads = Executors.newFixedThreadPool(2);
  }

  @AfterAll
  void stopThreads() {
    threads.shutdownNow();
  }

  private record Page(List<Integer> items, Integer next) {}

  /** Counts what is fetched of a chain of pages. */
  private static final class Book {
    final AtomicInteger fetched = new AtomicInteger();
    final int pages;
    final int size;

    Book(int pages, int size) {
      this.pages = pages;
      this.size = size;
    }

    Page page(int number) {
      List<Integer> items = IntStream.range(number * size, (number + 1) * size).boxed().toList();
      return new Page(items, number + 1 == pages ? null : number + 1);
    }

    Mono<Page> fetch(int number) {
      return Mono.fromSupplier(
          () -> {
            fetched.incrementAndGet();
            return page(number);
          });
    }

    Flux<Integer> flux() {
      return walk(this::fetch);
    }

    Flux<Integer> fluxOnAnotherThread() {
      return walk(number -> fetch(number).subscribeOn(Schedulers.parallel()));
    }
  }

  private static final class PageFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final int page;

    PageFailed(int page, Throwable cause) {
      super("page " + page, cause);
      this.page = page;
    }
  }

  private static Flux<Integer> walk(java.util.function.Function<Integer, Mono<Page>> fetch) {
    return new PagedFlux<>(0, new Paging<>(fetch, Page::items, Page::next, PageFailed::new));
  }

  @ParameterizedTest(name = "a demand of {0} fetches {1}")
  @CsvSource({"0,0", "1,1", "49,1", "50,1", "51,2", "100,2", "101,3", "499,10", "500,10"})
  void pagesFetchedByDemand(int demand, int pages) {
    Book book = new Book(10, 50);
    List<Integer> items = new ArrayList<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    AtomicReference<Subscription> subscription = new AtomicReference<>();
    book.flux().subscribe(new Recording(items, failure, subscription));
    if (demand > 0) {
      subscription.get().request(demand);
    }
    assertThat(items).isEqualTo(IntStream.range(0, demand).boxed().toList());
    assertThat(book.fetched).hasValue(pages);
    assertThat(failure.get()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"1,1", "50,1", "51,2"})
  void takeFetchesWhatItTakes(int taken, int pages) {
    Book book = new Book(10, 50);
    assertThat(book.flux().take(taken).count().block(LONG)).isEqualTo(taken);
    assertThat(book.fetched).hasValue(pages);
  }

  @Test
  void theEndComesWithoutFurtherDemand() {
    Book book = new Book(2, 3);
    StepVerifier.create(book.flux(), 0)
        .thenRequest(6)
        .expectNext(0, 1, 2, 3, 4, 5)
        .expectComplete()
        .verify(LONG);
  }

  @Test
  void anEmptyOnlyPageEndsAfterTheFirstRequest() {
    Book book = new Book(1, 0);
    StepVerifier.create(book.flux(), 1).expectComplete().verify(LONG);
    assertThat(book.fetched).hasValue(1);
  }

  @Test
  void unboundedDemandBringsAllInOrder() {
    assertThat(new Book(10, 50).flux().collectList().block(LONG))
        .isEqualTo(IntStream.range(0, 500).boxed().toList());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void twentyThousandPagesInARowNeedNoStack(int size) throws Exception {
    Book book = new Book(20_000, size);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    AtomicReference<Long> count = new AtomicReference<>();
    // a small stack, so that recursion by the page could not hide in a large one
    Thread thread =
        new Thread(
            null,
            () -> book.flux().count().subscribe(count::set, failure::set),
            "small-stack",
            256 << 10);
    thread.start();
    thread.join(LONG.toMillis());
    assertThat(failure.get()).isNull();
    assertThat(count.get()).isEqualTo(20_000L * size);
    assertThat(book.fetched).hasValue(20_000);
  }

  @Test
  void oneByOneRequestsFromWithinNeedNoStack() {
    Book book = new Book(20_000, 1);
    assertThat(book.flux().limitRate(1).count().block(LONG)).isEqualTo(20_000);
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1, Long.MIN_VALUE})
  void aRequestForNothingIsAnError(long n) {
    Book book = new Book(3, 2);
    List<Integer> items = new ArrayList<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    AtomicReference<Subscription> subscription = new AtomicReference<>();
    book.flux().subscribe(new Recording(items, failure, subscription));
    subscription.get().request(1);
    subscription.get().request(n);
    subscription.get().request(5);
    assertThat(items).containsExactly(0);
    assertThat(failure.get()).isInstanceOf(IllegalArgumentException.class);
    assertThat(book.fetched).hasValue(1);
  }

  @Test
  void aRequestForNothingCancelsTheFetchUnderWay() {
    TestPublisher<Page> fetch = TestPublisher.create();
    List<Integer> items = new ArrayList<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    AtomicReference<Subscription> subscription = new AtomicReference<>();
    walk(number -> fetch.mono()).subscribe(new Recording(items, failure, subscription));
    subscription.get().request(1);
    subscription.get().request(0);
    fetch.assertCancelled();
    assertThat(failure.get()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anErrorComesAfterTheItemsBeforeIt() {
    Book book = new Book(3, 2);
    Flux<Integer> flux =
        walk(n -> n == 1 ? Mono.error(new IllegalStateException("no")) : book.fetch(n));
    StepVerifier.create(flux, 0)
        .thenRequest(2)
        .expectNext(0, 1)
        .expectNoEvent(Duration.ofMillis(20)) // page 1 is not asked for, so it cannot fail yet
        .thenRequest(1)
        .expectErrorSatisfies(
            e -> {
              assertThat(e).isInstanceOf(PageFailed.class).hasRootCauseMessage("no");
              assertThat(((PageFailed) e).page).isEqualTo(1);
            })
        .verify(LONG);
  }

  @Test
  void aFetchThatThrowsIsAnError() {
    Flux<Integer> flux =
        walk(
            n -> {
              throw new IllegalStateException("thrown");
            });
    StepVerifier.create(flux)
        .expectErrorSatisfies(e -> assertThat(e).hasRootCauseMessage("thrown"))
        .verify(LONG);
  }

  @Test
  void aFetchWithoutAPageIsAnError() {
    StepVerifier.create(walk(n -> Mono.empty())).expectError(PageFailed.class).verify(LONG);
  }

  @Test
  void aPageThatCannotBeTakenInIsAnError() {
    Flux<Integer> flux =
        new PagedFlux<Integer, Page, Integer>(
            0,
            new Paging<>(
                n -> Mono.just(new Page(List.of(1), null)),
                page -> {
                  throw new IllegalStateException("items");
                },
                Page::next,
                PageFailed::new));
    StepVerifier.create(flux)
        .expectErrorSatisfies(e -> assertThat(e).hasRootCauseMessage("items"))
        .verify(LONG);
  }

  @Test
  void nothingFollowsAPartThatCannotBeTakenIn() {
    List<Integer> taken = new ArrayList<>();
    Flux<Integer> flux =
        new PagedFlux<Integer, Page, Integer>(
            0,
            new Paging<>(
                n -> Flux.range(1, 3).map(part -> new Page(List.of(part), null)),
                page -> {
                  taken.addAll(page.items());
                  if (page.items().contains(2)) {
                    throw new IllegalStateException("items");
                  }
                  return page.items();
                },
                Page::next,
                PageFailed::new));
    StepVerifier.create(flux)
        .expectNext(1)
        .expectErrorSatisfies(e -> assertThat(e).hasRootCauseMessage("items"))
        .verify(LONG);
    assertThat(taken).containsExactly(1, 2);
  }

  @Test
  void thePartOfAPageThatGoesOnIsHandedOnAtOnce() {
    TestPublisher<Page> fetch = TestPublisher.create();
    StepVerifier.create(
            new PagedFlux<Integer, Page, Integer>(
                0, new Paging<>(n -> fetch.flux(), Page::items, Page::next, PageFailed::new)))
        .then(() -> fetch.next(new Page(List.of(1), null)))
        .expectNext(1)
        .then(fetch::complete)
        .expectComplete()
        .verify(LONG);
  }

  @Test
  void theFetchOfAPartThatCannotBeTakenInIsCancelled() {
    TestPublisher<Page> fetch = TestPublisher.create();
    StepVerifier.create(
            new PagedFlux<Integer, Page, Integer>(
                0,
                new Paging<>(
                    n -> fetch.flux(),
                    page -> {
                      throw new IllegalStateException("items");
                    },
                    Page::next,
                    PageFailed::new)))
        .then(() -> fetch.next(new Page(List.of(1), null)))
        .expectErrorSatisfies(e -> assertThat(e).hasRootCauseMessage("items"))
        .verify(LONG);
    fetch.assertCancelled();
  }

  @ParameterizedTest(name = "{1} links in a circle after {0}")
  @CsvSource({"0,1", "0,2", "1,1", "3,1", "0,7", "5,7", "100,1", "100,64", "1000,999"})
  void aCircleOfLinksIsFound(int tail, int circle) {
    AtomicInteger fetched = new AtomicInteger();
    Flux<Integer> flux =
        walk(
            n -> {
              fetched.incrementAndGet();
              int next = n + 1 == tail + circle ? tail : n + 1;
              return Mono.just(new Page(List.of(n), next));
            });
    StepVerifier.create(flux.then())
        .expectErrorSatisfies(e -> assertThat(e).hasCauseInstanceOf(LoopException.class))
        .verify(LONG);
    int longest = Math.max(tail, circle);
    assertThat(fetched.get()).isBetween(tail + circle, 3 * longest + circle + 2);
  }

  @Test
  void theContextReachesTheFetch() {
    List<String> seen = new ArrayList<>();
    Flux<Integer> flux =
        walk(
            n ->
                Mono.deferContextual(
                    context -> {
                      seen.add(context.get("who"));
                      return Mono.just(new Page(List.of(n), n == 2 ? null : n + 1));
                    }));
    assertThat(flux.contextWrite(Context.of("who", "me")).collectList().block(LONG))
        .containsExactly(0, 1, 2);
    assertThat(seen).containsExactly("me", "me", "me");
  }

  @Test
  void eachSubscriberHasItsOwnWalk() {
    Book book = new Book(3, 2);
    Flux<Integer> flux = book.flux();
    assertThat(flux.take(3).collectList().block(LONG)).containsExactly(0, 1, 2);
    assertThat(flux.collectList().block(LONG)).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(book.fetched).hasValue(2 + 3);
  }

  @Test
  void cancellationCancelsTheFetch() {
    TestPublisher<Page> fetch = TestPublisher.create();
    StepVerifier.create(walk(n -> fetch.mono()))
        .then(fetch::assertWasSubscribed)
        .thenCancel()
        .verify(LONG);
    fetch.assertCancelled();
  }

  @Test
  void aPageThatComesAfterCancellationIsDropped() {
    TestPublisher<Page> fetch =
        TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);
    List<Integer> items = new ArrayList<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    AtomicReference<Subscription> subscription = new AtomicReference<>();
    walk(n -> fetch.mono()).subscribe(new Recording(items, failure, subscription));
    subscription.get().request(5);
    subscription.get().cancel();
    fetch.next(new Page(List.of(1), null));
    assertThat(items).isEmpty();
    assertThat(failure.get()).isNull();
  }

  @Test
  void itTellsItsState() {
    Sinks.One<Page> page = Sinks.one();
    List<Integer> items = new ArrayList<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    AtomicReference<Subscription> subscription = new AtomicReference<>();
    Recording actual = new Recording(items, failure, subscription);
    walk(n -> page.asMono()).subscribe(actual);
    Scannable state = Scannable.from(subscription.get());

    assertThat(state.isScanAvailable()).isTrue();
    assertThat(state.scanUnsafe(Scannable.Attr.ACTUAL)).isSameAs(actual);
    assertThat(state.scan(Scannable.Attr.RUN_STYLE)).isEqualTo(Scannable.Attr.RunStyle.ASYNC);
    subscription.get().request(3);
    assertThat(state.scan(Scannable.Attr.REQUESTED_FROM_DOWNSTREAM)).isEqualTo(3);
    assertThat(state.scan(Scannable.Attr.TERMINATED)).isFalse();
    assertThat(state.scan(Scannable.Attr.CANCELLED)).isFalse();
    page.tryEmitValue(new Page(List.of(7), null));
    assertThat(items).containsExactly(7);
    assertThat(state.scan(Scannable.Attr.TERMINATED)).isTrue();
    assertThat(state.scan(Scannable.Attr.ERROR)).isNull();
    assertThat(state.scan(Scannable.Attr.REQUESTED_FROM_DOWNSTREAM)).isEqualTo(2);
  }

  @Test
  void itTellsThatItWasCancelledOrFailed() {
    List<Integer> items = new ArrayList<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    AtomicReference<Subscription> subscription = new AtomicReference<>();
    walk(n -> Mono.error(new IllegalStateException()))
        .subscribe(new Recording(items, failure, subscription));
    Scannable state = Scannable.from(subscription.get());
    subscription.get().request(1);
    assertThat(state.scan(Scannable.Attr.ERROR)).isSameAs(failure.get()).isNotNull();
    subscription.get().cancel();
    assertThat(state.scan(Scannable.Attr.CANCELLED)).isTrue();
  }

  /** Two threads request while pages arrive on others: nothing is lost, doubled or out of order. */
  @Test
  void requestsRaceWithPages() throws Exception {
    for (int round = 0; round < 400; round++) {
      Book book = new Book(20, 5);
      List<Integer> items = new ArrayList<>(); // guarded by the rules of Reactive Streams alone
      CountDownLatch ended = new CountDownLatch(1);
      AtomicReference<Throwable> failure = new AtomicReference<>();
      AtomicReference<Subscription> subscription = new AtomicReference<>();
      Recording actual =
          new Recording(items, failure, subscription) {
            @Override
            public void onComplete() {
              ended.countDown();
            }
          };
      book.fluxOnAnotherThread().subscribe(actual);
      Runnable requests =
          () -> {
            for (int i = 0; i < 50; i++) {
              subscription.get().request(1);
            }
          };
      race(requests, requests);
      assertThat(ended.await(10, TimeUnit.SECONDS)).as("round %d ends", round).isTrue();
      assertThat(items).isEqualTo(IntStream.range(0, 100).boxed().toList());
      assertThat(book.fetched).hasValue(20);
      assertThat(failure.get()).isNull();
    }
  }

  /** After {@code cancel()} has returned, at most the item that was on its way comes. */
  @Test
  void cancellationRacesWithPages() throws Exception {
    for (int round = 0; round < 2_000; round++) {
      Book book = new Book(50, 2);
      AtomicInteger afterCancel = new AtomicInteger();
      AtomicInteger count = new AtomicInteger();
      AtomicReference<Subscription> subscription = new AtomicReference<>();
      boolean[] gone = {false};
      AtomicReference<Boolean> cancelled = new AtomicReference<>(false);
      book.flux()
          .subscribe(
              new Recording(new ArrayList<>(), new AtomicReference<>(), subscription) {
                @Override
                public void onNext(Integer item) {
                  assertThat(item).isEqualTo(count.getAndIncrement());
                  if (cancelled.get()) {
                    afterCancel.incrementAndGet();
                  }
                }
              });
      race(
          () -> {
            for (int i = 0; i < 100; i++) {
              subscription.get().request(1);
            }
          },
          () -> {
            subscription.get().cancel();
            cancelled.set(true);
            gone[0] = true;
          });
      assertThat(gone[0]).isTrue();
      assertThat(afterCancel.get()).as("items after cancel").isLessThanOrEqualTo(1);
      int seen = count.get();
      subscription.get().request(10);
      assertThat(count.get()).isEqualTo(seen);
    }
  }

  /**
   * Whenever cancellation comes, a fetch that was begun is cancelled or ends: none is left over.
   */
  @Test
  void cancellationRacesWithTheBeginningOfAFetch() throws Exception {
    for (int round = 0; round < 2_000; round++) {
      AtomicInteger begun = new AtomicInteger();
      AtomicInteger cancelled = new AtomicInteger();
      AtomicReference<Subscription> subscription = new AtomicReference<>();
      Mono<Page> never =
          Mono.<Page>never()
              .doOnSubscribe(s -> begun.incrementAndGet())
              .doOnCancel(cancelled::incrementAndGet);
      walk(n -> never)
          .subscribe(new Recording(new ArrayList<>(), new AtomicReference<>(), subscription));
      race(() -> subscription.get().request(1), () -> subscription.get().cancel());
      assertThat(cancelled.get()).isEqualTo(begun.get()).isLessThanOrEqualTo(1);
    }
  }

  private void race(Runnable one, Runnable other) throws Exception {
    CountDownLatch start = new CountDownLatch(2);
    Future<?> first = threads.submit(() -> together(start, one));
    Future<?> second = threads.submit(() -> together(start, other));
    first.get(10, TimeUnit.SECONDS);
    second.get(10, TimeUnit.SECONDS);
  }

  private static void together(CountDownLatch start, Runnable work) {
    start.countDown();
    while (start.getCount() > 0) {
      Thread.onSpinWait();
    }
    work.run();
  }

  /** Keeps what it is given and requests nothing by itself. */
  private static class Recording implements CoreSubscriber<Integer> {
    private final List<Integer> items;
    private final AtomicReference<Throwable> failure;
    private final AtomicReference<Subscription> subscription;

    Recording(
        List<Integer> items,
        AtomicReference<Throwable> failure,
        AtomicReference<Subscription> subscription) {
      this.items = items;
      this.failure = failure;
      this.subscription = subscription;
    }

    @Override
    public void onSubscribe(Subscription s) {
      subscription.set(s);
    }

    @Override
    public void onNext(Integer item) {
      items.add(item);
    }

    @Override
    public void onError(Throwable e) {
      failure.set(e);
    }

    @Override
    public void onComplete() {}
  }
}
