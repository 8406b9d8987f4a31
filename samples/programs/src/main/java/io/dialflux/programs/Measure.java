package io.dialflux.programs;

import io.dialflux.CallsClient;
import io.dialflux.CallsClientBuilder;
import io.dialflux.Credentials;
import io.dialflux.call.CallFilter;
import io.dialflux.error.CallsException;
import io.dialflux.http.ExchangeFilter;
import java.time.Duration;
import java.util.function.BiConsumer;
import reactor.core.publisher.Mono;

/** Measures every operation with a filter: how long it took, and how it ended. */
final class Measure {
  private Measure() {}

  public static void main(String[] args) {
    CallsClientBuilder options =
        CallsClient.builder()
            .credentials(
                Credentials.authToken(
                    System.getenv("TWILIO_ACCOUNT_SID"), System.getenv("TWILIO_AUTH_TOKEN")));
    try (CallsClient calls = measured(options, (name, t) -> System.out.println(name + " " + t))) {
      calls.list(CallFilter.all()).take(100).blockLast();
    }
  }

  static CallsClient measured(CallsClientBuilder options, BiConsumer<String, Duration> timer) {
    // tag::filter[]
    ExchangeFilter timing =
        (request, next) ->
            Mono.defer(
                () -> {
                  long start = System.nanoTime();
                  return next.exchange(request)
                      .doOnSuccess(answer -> record(timer, request.operation() + " ok", start))
                      .doOnError(
                          CallsException.class,
                          e -> record(timer, request.operation() + " " + e.outcome(), start));
                });
    CallsClient calls = options.filter(timing).build();
    // end::filter[]
    return calls;
  }

  private static void record(BiConsumer<String, Duration> timer, String name, long start) {
    timer.accept(name, Duration.ofNanos(System.nanoTime() - start));
  }
}
