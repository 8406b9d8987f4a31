package io.dialflux.dial;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.CallsClient;
import io.dialflux.CallsClientBuilder;
import io.dialflux.Credentials;
import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.simulator.Simulator;
import io.dialflux.simulator.relay.HostileRelay;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The dialler beside everything else that uses the same few connections. */
class SharedPoolTest {
  private static final Duration LONG = Duration.ofMinutes(4);

  private static CallsClientBuilder client(Simulator twilio) {
    return CallsClient.builder()
        .credentials(
            Credentials.authToken(Simulator.DEFAULT_ACCOUNT_SID, Simulator.DEFAULT_AUTH_TOKEN))
        .baseUrl(HostileRelay.inFrontOf(twilio.baseUrl()));
  }

  private static Flux<DialResult> dial(CallsClient calls, int count) {
    return BulkDialer.with(calls)
        .callsPerSecond(100_000)
        .maxInFlight(50)
        .onOrphan(orphan -> {})
        .dial(StubCalls.requests(count));
  }

  private static String placedSid(DialResult result) {
    assertThat(result).isInstanceOf(DialResult.Placed.class);
    return ((DialResult.Placed) result).call().sid();
  }

  private static boolean placed(DialResult result) {
    return result instanceof DialResult.Placed;
  }

  /** Reads each call back as soon as it was placed, while listings and the dialling go on. */
  @Tag("not-through-a-relay") // it counts connections
  @ParameterizedTest(name = "{0} connections")
  @ValueSource(ints = {1, 2, 5})
  void diallingListingAndReadingEndOnFewConnections(int most) {
    try (Simulator twilio = Simulator.builder().callsPerSecond(10_000).start();
        CallsClient calls = client(twilio).maxConnections(most).build()) {
      Mono<Long> readBack =
          dial(calls, 150)
              .map(SharedPoolTest::placedSid)
              .flatMap(calls::fetch, 20)
              .map(Call::sid)
              .distinct()
              .count();
      Mono<Long> listed =
          Flux.range(0, 20)
              .flatMap(i -> calls.list(CallFilter.all().pageSize(10)).then(Mono.just(i)), 20)
              .count();

      assertThat(Mono.zip(readBack, listed, List::of).block(LONG)).isEqualTo(List.of(150L, 20L));
      assertThat(calls.list(CallFilter.all().pageSize(10)).count().block(LONG)).isEqualTo(150);
      assertThat(twilio.oracle().connections()).isLessThanOrEqualTo(most);
      assertThat(twilio.oracle().attemptsRungAgain()).isEmpty();
    }
  }

  /** Listings that never stop do not hold the dialler up, nor the dialler a listing. */
  @Tag("not-through-a-relay") // it counts connections
  @Test
  void neitherStarvesTheOther() {
    try (Simulator twilio = Simulator.builder().callsPerSecond(10_000).start();
        CallsClient calls = client(twilio).maxConnections(4).build()) {
      dial(calls, 60).blockLast(LONG);
      AtomicInteger going = new AtomicInteger();

      Disposable listing =
          Flux.range(0, 30)
              .flatMap(i -> calls.list(CallFilter.all().pageSize(5)).repeat(), 30)
              .subscribe(call -> going.incrementAndGet());
      assertThat(dial(calls, 200).filter(SharedPoolTest::placed).count().block(LONG))
          .isEqualTo(200);
      assertThat(listing.isDisposed()).isFalse();
      assertThat(twilio.oracle().connections()).isLessThanOrEqualTo(4);
      listing.dispose(); // which closes connections
      assertThat(going.getAndSet(0)).isPositive();

      Disposable dialling = dial(calls, 60).repeat().subscribe(result -> going.incrementAndGet());
      assertThat(calls.list(CallFilter.all().pageSize(20)).take(200).count().block(LONG))
          .isEqualTo(200);
      assertThat(dialling.isDisposed()).isFalse();
      dialling.dispose();
      assertThat(going).hasPositiveValue();
    }
  }
}
