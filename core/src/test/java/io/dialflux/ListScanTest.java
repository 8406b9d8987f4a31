package io.dialflux;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.call.CallFilter;
import java.net.URI;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Subscription;
import reactor.core.Scannable;
import reactor.core.Scannable.Attr;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;

/** What tools that look through a chain of operators see of a listing. */
class ListScanTest {
  @Test
  void listsAndPagesTellWhatTheyAre() {
    try (CallsClient calls = Fixtures.client(URI.create("http://127.0.0.1:1")).build()) {
      shows(calls.list(CallFilter.all()), "list");
      shows(calls.pages(CallFilter.all()), "pages");
    }
  }

  private static <T> void shows(Flux<T> flux, String name) {
    Scannable scanned = Scannable.from(flux.filter(item -> true));
    assertThat(scanned.steps()).containsExactly(name, "filter");
    Scannable listing = Scannable.from(flux);
    assertThat(listing.isScanAvailable()).isTrue();
    assertThat(listing.scan(Attr.RUN_STYLE)).isEqualTo(Attr.RunStyle.ASYNC);
    assertThat(listing.scan(Attr.PREFETCH)).isZero();

    AtomicReference<Subscription> subscription = new AtomicReference<>();
    BaseSubscriber<T> subscriber =
        new BaseSubscriber<>() {
          @Override
          protected void hookOnSubscribe(Subscription upstream) {
            upstream.request(0); // §3.9: an error, and no request to a server
          }
        };
    flux.doOnSubscribe(subscription::set).subscribe(subscriber);
    assertThat(Scannable.from(subscription.get()).isScanAvailable()).isTrue();
  }
}
