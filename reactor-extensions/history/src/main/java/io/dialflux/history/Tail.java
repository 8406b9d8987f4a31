package io.dialflux.history;

import io.dialflux.CallsClient;
import io.dialflux.call.Call;
import java.time.Duration;
import reactor.core.publisher.Flux;

/** Follows an account. */
final class Tail {
  private Tail() {}

  static Flux<Call> of(
      CallsClient calls, Filters filters, Duration lookBack, Fetching fetching, Duration every) {
    return Flux.error(new UnsupportedOperationException("tail"));
  }
}
