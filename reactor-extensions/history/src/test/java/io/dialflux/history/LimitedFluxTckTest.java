package io.dialflux.history;

import io.dialflux.error.NoAnswerException;
import io.dialflux.internal.paging.PagedFlux;
import io.dialflux.internal.paging.Paging;
import java.util.List;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The Reactive Streams TCK against the limit of fetches, in front of the pager. */
@Test
public class LimitedFluxTckTest extends PublisherVerification<Long> {
  public LimitedFluxTckTest() {
    super(new TestEnvironment(500, 50));
  }

  private static FetchLimit limit() {
    return new FetchLimit(Fetching.STANDARD.concurrency(1));
  }

  @Override
  public Publisher<Long> createPublisher(long elements) {
    if (elements == 0) {
      return new LimitedFlux<>(Flux.empty(), limit());
    }
    Flux<Long> pages =
        new PagedFlux<>(
            1L,
            new Paging<Long, Long, Long>(
                Mono::just, List::of, l -> l < elements ? l + 1 : null, (link, e) -> e));
    return new LimitedFlux<>(pages, limit());
  }

  @Override
  public Publisher<Long> createFailedPublisher() {
    return new LimitedFlux<>(Flux.error(new NoAnswerException("source", null)), limit());
  }

  @Override
  public long maxElementsFromPublisher() {
    return 1_000_000;
  }
}
