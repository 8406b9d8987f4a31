package io.dialflux.dial;

import io.dialflux.error.NoAnswerException;
import org.reactivestreams.Publisher;
import org.reactivestreams.tck.PublisherVerification;
import org.reactivestreams.tck.TestEnvironment;
import org.testng.annotations.Test;
import reactor.core.publisher.Flux;

/** The Reactive Streams TCK against the dialler. */
@Test
public class BulkDialerTckTest extends PublisherVerification<DialResult> {
  public BulkDialerTckTest() {
    super(new TestEnvironment(500, 50));
  }

  @Override
  public Publisher<DialResult> createPublisher(long elements) {
    return BulkDialer.with(StubCalls.accepting())
        .callsPerSecond(100_000)
        .dial(StubCalls.requests((int) elements));
  }

  @Override
  public Publisher<DialResult> createFailedPublisher() {
    return BulkDialer.with(StubCalls.accepting())
        .dial(Flux.error(new NoAnswerException("source", null)));
  }

  @Override
  public long maxElementsFromPublisher() {
    return 1_000_000;
  }
}
