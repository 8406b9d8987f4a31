package io.dialflux.benchmark.operators;

import io.dialflux.internal.paging.PagedFlux;
import io.dialflux.internal.paging.Paging;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An item of 100 pages of 1,000 that are there at once, all asked for. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PagingBenchmark {
  private static final int PAGES = 100;
  private static final int ITEMS = 1_000;

  private final List<Page> pages =
      IntStream.range(0, PAGES)
          .mapToObj(
              page ->
                  new Page(
                      IntStream.range(0, ITEMS).boxed().toList(),
                      page + 1 < PAGES ? page + 1 : null))
          .toList();

  /** One page and the number of the next. */
  record Page(List<Integer> items, Integer next) {}

  private Mono<Page> fetch(int page) {
    return Mono.just(pages.get(page));
  }

  @Benchmark
  @OperationsPerInvocation(PAGES * ITEMS)
  public void dialflux(Blackhole hole) {
    drain(
        new PagedFlux<>(
            0, new Paging<>(this::fetch, Page::items, Page::next, (link, cause) -> cause)),
        hole);
  }

  @Benchmark
  @OperationsPerInvocation(PAGES * ITEMS)
  public void reactor(Blackhole hole) {
    drain(
        fetch(0)
            .expand(page -> page.next() == null ? Mono.empty() : fetch(page.next()))
            .concatMapIterable(Page::items, 1),
        hole);
  }

  private static void drain(Flux<Integer> items, Blackhole hole) {
    items.doOnNext(hole::consume).then().block();
  }
}
