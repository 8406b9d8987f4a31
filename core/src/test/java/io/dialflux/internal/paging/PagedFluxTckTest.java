package io.dialflux.internal.paging;

import java.util.List;
import java.util.stream.LongStream;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import reactor.core.publisher.Mono;

/** The pager by the rules of Reactive Streams. */
public class PagedFluxTckTest extends PublisherVerification<Long> {
  private static final int PAGE = 3;

  public PagedFluxTckTest() {
    super(new TestEnvironment(500, 100));
  }

  @Override
  public Publisher<Long> createPublisher(long elements) {
    return new PagedFlux<>(
        0L,
        new Paging<Long, List<Long>, Long>(
            first -> Mono.fromSupplier(() -> page(first, elements)),
            page -> page,
            page -> next(page, elements),
            (link, cause) -> cause));
  }

  private static List<Long> page(long first, long elements) {
    return LongStream.range(first, Math.min(elements, first + PAGE)).boxed().toList();
  }

  private static Long next(List<Long> page, long elements) {
    long next = page.isEmpty() ? elements : page.get(page.size() - 1) + 1;
    return next >= elements ? null : Long.valueOf(next);
  }

  /**
   * None: such a publisher would fail before anything is requested, and without demand the pager
   * fetches nothing that could fail. {@link PagedFluxTest} has the errors.
   */
  @Override
  public Publisher<Long> createFailedPublisher() {
    return null;
  }
}
