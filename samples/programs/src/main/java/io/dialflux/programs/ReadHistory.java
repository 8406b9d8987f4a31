package io.dialflux.programs;

import io.dialflux.CallsClient;
import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallStatus;
import java.time.Duration;
import java.time.Instant;
import reactor.core.publisher.Flux;

/** Prints the last day's calls that found the line busy, at most a thousand of them. */
final class ReadHistory {
  private ReadHistory() {}

  public static void main(String[] args) {
    try (CallsClient calls = CallsClient.fromEnvironment()) {
      Instant yesterday = Instant.now().minus(Duration.ofDays(1));
      busySince(calls, yesterday)
          .doOnNext(call -> System.out.println(call.sid() + " at " + call.startTime()))
          .blockLast();
    }
  }

  static Flux<Call> busySince(CallsClient calls, Instant since) {
    // tag::list[]
    Flux<Call> busy =
        calls
            .list(CallFilter.all().status(CallStatus.BUSY).startedFrom(since).pageSize(100))
            .take(1_000); // fetches ten pages at most, and none before it is subscribed to
    // end::list[]
    return busy;
  }
}
