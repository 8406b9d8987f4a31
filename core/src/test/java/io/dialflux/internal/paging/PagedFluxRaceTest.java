package io.dialflux.internal.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static reactor.test.util.RaceTestUtils.race;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscription;
import reactor.core.publisher.Sinks;
import reactor.test.subscriber.TestSubscriber;

/**
 * Pages that come in parts on a thread of their own, while other threads request, cancel or request
 * nothing. {@link TestSubscriber} notes each signal that overlaps another or follows the last one.
 */
class PagedFluxRaceTest {
  private static final int PAGES = 4;
  private static final int PARTS = 3;
  private static final int SIZE = 2;
  private static final int ITEMS = PAGES * PARTS * SIZE;
  private static final List<Integer> ALL = IntStream.range(0, ITEMS).boxed().toList();

  private record Part(List<Integer> items, Integer next) {}

  /** One walk along the pages, and what was seen of it. */
  private static final class Walk {
    final AtomicLong asked = new AtomicLong();
    final AtomicInteger fetched = new AtomicInteger();
    final AtomicInteger over = new AtomicInteger();
    final AtomicInteger ended = new AtomicInteger();
    final AtomicInteger unasked = new AtomicInteger();
    final Queue<Runnable> fetches = new ConcurrentLinkedQueue<>();
    final TestSubscriber<Integer> seen = TestSubscriber.builder().initialRequest(0).build();
    private final AtomicInteger received = new AtomicInteger();

    private final int failing;
    private volatile Subscription upstream;
    private volatile boolean cancelled;

    /** The page of that number fails after its parts; none does below 0. */
    Walk(int failing) {
      this.failing = failing;
      new PagedFlux<Integer, Part, Integer>(
              0, new Paging<>(this::fetch, Part::items, Part::next, (page, cause) -> cause))
          .doOnSubscribe(subscription -> upstream = subscription)
          .doOnRequest(asked::addAndGet)
          .doOnNext(
              item -> {
                if (received.incrementAndGet() > asked.get()) {
                  over.incrementAndGet();
                }
              })
          .subscribe(seen);
    }

    private Publisher<Part> fetch(int page) {
      fetched.incrementAndGet();
      if (asked.get() <= (long) page * PARTS * SIZE) {
        unasked.incrementAndGet();
      }
      Sinks.Many<Part> parts = Sinks.unsafe().many().unicast().onBackpressureBuffer();
      fetches.add(() -> bring(page, parts));
      return parts.asFlux().doFinally(end -> ended.incrementAndGet());
    }

    private void bring(int page, Sinks.Many<Part> parts) {
      for (int part = 0; part < PARTS; part++) {
        int first = (page * PARTS + part) * SIZE;
        parts.tryEmitNext(
            new Part(
                IntStream.range(first, first + SIZE).boxed().toList(),
                page + 1 == PAGES ? null : Integer.valueOf(page + 1)));
      }
      if (page == failing) {
        parts.tryEmitError(new IllegalStateException("page " + page));
      } else {
        parts.tryEmitComplete();
      }
    }

    /** Brings the pages that are asked for until the walk has ended, or nothing is left to do. */
    void network(int most) {
      int brought = 0;
      while (brought < most && !cancelled && !seen.isTerminated()) {
        Runnable fetch = fetches.poll();
        if (fetch == null) {
          Thread.yield(); // there may be fewer processors than threads
        } else {
          fetch.run();
          brought++;
        }
      }
    }

    void request(int times, long n) {
      for (int i = 0; i < times; i++) {
        seen.request(n);
      }
    }

    /** Past the test's subscriber, which would sort out what comes meanwhile. */
    void cancel() {
      upstream.cancel();
      cancelled = true;
    }

    void kept() {
      List<Integer> items = seen.getReceivedOnNext();
      assertThat(items).isEqualTo(ALL.subList(0, items.size()));
      assertThat(seen.getProtocolErrors()).isEmpty();
      assertThat(over).as("items beyond demand").hasValue(0);
      assertThat(unasked).as("fetches nobody asked for").hasValue(0);
      assertThat(ended.get()).as("fetches left over").isEqualTo(fetched.get());
    }
  }

  @Test
  void requestsRaceWithPartsAndTheEnd() {
    for (int round = 0; round < 2_000; round++) {
      Walk walk = new Walk(-1);
      race(() -> walk.request(ITEMS - 7, 1), () -> walk.request(7, 1), () -> walk.network(PAGES));
      walk.kept();
      assertThat(walk.seen.isTerminatedComplete()).isTrue();
      assertThat(walk.seen.getReceivedOnNext()).isEqualTo(ALL);
      assertThat(walk.fetched).hasValue(PAGES);
    }
  }

  @Test
  void cancellationRacesWithAll() {
    for (int round = 0; round < 2_000; round++) {
      Walk walk = new Walk(-1);
      int late = round % 64;
      race(
          () -> walk.request(ITEMS, 1),
          () -> walk.network(PAGES),
          () -> {
            spin(late);
            walk.cancel();
          });
      walk.kept();
    }
  }

  @Test
  void anErrorRacesWithRequestsAndComesAfterItsItems() {
    for (int round = 0; round < 2_000; round++) {
      Walk walk = new Walk(1);
      race(() -> walk.request(ITEMS, 1), () -> walk.request(1, ITEMS), () -> walk.network(2));
      walk.kept();
      assertThat(walk.seen.expectTerminalError()).hasMessage("page 1");
      assertThat(walk.seen.getReceivedOnNext()).hasSize(2 * PARTS * SIZE);
    }
  }

  /** A request for nothing ends the walk and the fetch under way, whenever that began. */
  @Test
  void aRequestForNothingRacesWithAll() {
    for (int round = 0; round < 2_000; round++) {
      Walk walk = new Walk(-1);
      int late = round % 64;
      race(
          () -> walk.request(ITEMS / 2, 1),
          () -> walk.network(PAGES),
          () -> {
            spin(late);
            walk.upstream.request(0);
          });
      walk.kept();
      assertThat(walk.seen.expectTerminalError()).isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static void spin(int times) {
    for (int i = 0; i < times; i++) {
      Thread.onSpinWait();
    }
  }
}
