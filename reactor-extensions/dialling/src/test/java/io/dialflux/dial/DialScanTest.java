package io.dialflux.dial;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.call.CreateCall;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Scannable;
import reactor.core.Scannable.Attr;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

/** What tools that look through a chain of operators see of a dialler. */
class DialScanTest {
  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final Flux<CreateCall> requests = StubCalls.requests(5).hide();

  private Flux<DialResult> dial(Flux<CreateCall> requests) {
    return BulkDialer.with(StubCalls.accepting()).scheduler(time).dial(requests);
  }

  @Test
  void theFluxTellsWhatItIsAndWhereItRuns() {
    Scannable dial = Scannable.from(dial(requests));
    assertThat(dial.isScanAvailable()).isTrue();
    assertThat(dial.stepName()).isEqualTo("dial");
    assertThat(dial.scan(Attr.PARENT)).isSameAs(requests);
    assertThat(dial.scan(Attr.RUN_STYLE)).isEqualTo(Attr.RunStyle.ASYNC);
    assertThat(dial.scan(Attr.RUN_ON)).isSameAs(Scannable.from(time));
    assertThat(dial.scan(Attr.PREFETCH)).isEqualTo(-1);
    assertThat(dial.scan(Attr.ACTUAL)).isNull();
  }

  @Test
  void aChainThroughItIsWhole() {
    Flux<DialResult> chain = dial(requests.map(request -> request)).filter(result -> true);
    assertThat(Scannable.from(chain).parents().map(Scannable::stepName))
        .containsExactly("dial", "map", "hide", "map", "source(FluxRange)");
    assertThat(Scannable.from(chain).steps())
        .containsExactly("source(FluxRange)", "map", "hide", "map", "dial", "filter");
    assertThat(Scannable.from(dial(requests).name("autumn").tag("list", "b")).name())
        .isEqualTo("autumn");
    assertThat(Scannable.from(dial(requests.name("leads")).filter(result -> true)).name())
        .as("through the dialler")
        .isEqualTo("leads");
  }

  @Test
  void aSubscriptionThroughItIsWholeToo() {
    AtomicReference<Subscription> dialling = new AtomicReference<>();
    AtomicReference<Subscription> outermost = new AtomicReference<>();
    BaseSubscriber<DialResult> subscriber = keeping(outermost);
    dial(requests.filter(request -> true))
        .doOnSubscribe(dialling::set)
        .filter(result -> true)
        .subscribe(subscriber);

    Scannable dial = Scannable.from(dialling.get());
    assertThat(dial.isScanAvailable()).isTrue();
    assertThat(dial.stepName()).isEqualTo("dial");
    assertThat(dial.parents().map(Scannable::stepName)).startsWith("filter", "hide");
    assertThat(dial.actuals().map(Scannable::stepName)).startsWith("peek", "filter");
    assertThat(Scannable.from(outermost.get()).parents().anyMatch(parent -> parent == dial))
        .isTrue();
    assertThat(dial.scan(Attr.RUN_STYLE)).isEqualTo(Attr.RunStyle.ASYNC);
    assertThat(dial.scan(Attr.RUN_ON)).isSameAs(Scannable.from(time));
    subscriber.cancel();
    assertThat(dial.scan(Attr.CANCELLED)).isTrue();
  }

  @Test
  void aSubscriptionTellsHowFarItHasCome() {
    TestPublisher<CreateCall> source = TestPublisher.create();
    AtomicReference<Subscription> dialling = new AtomicReference<>();
    BaseSubscriber<DialResult> subscriber = keeping(dialling);
    dial(source.flux()).subscribe(subscriber);
    Scannable dial = Scannable.from(dialling.get());

    subscriber.request(3);
    source.next(StubCalls.TEMPLATE.to("+15558675310"), StubCalls.TEMPLATE.to("+15558675311"));
    assertThat(dial.scan(Attr.REQUESTED_FROM_DOWNSTREAM)).as("one is called").isEqualTo(2);
    assertThat(dial.scan(Attr.BUFFERED)).as("one waits for its turn").isEqualTo(1);
    assertThat(dial.scan(Attr.TERMINATED)).isFalse();
    source.complete();
    time.advanceTimeBy(Duration.ofSeconds(5));
    assertThat(dial.scan(Attr.BUFFERED)).isZero();
    assertThat(dial.scan(Attr.TERMINATED)).isTrue();
    assertThat(dial.scan(Attr.CANCELLED)).isFalse();
    assertThat(dial.scan(Attr.ERROR)).isNull();
  }

  /** Requests nothing by itself. */
  private static BaseSubscriber<DialResult> keeping(AtomicReference<Subscription> place) {
    return new BaseSubscriber<>() {
      @Override
      protected void hookOnSubscribe(Subscription subscription) {
        place.set(subscription);
      }
    };
  }
}
