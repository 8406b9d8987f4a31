package io.dialflux.dial;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.CallsClient;
import io.dialflux.Credentials;
import io.dialflux.RetryPolicy;
import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallTemplate;
import io.dialflux.call.CreateCall;
import io.dialflux.simulator.Fault;
import io.dialflux.simulator.Faults;
import io.dialflux.simulator.Simulator;
import io.dialflux.simulator.relay.HostileRelay;
import io.dialflux.simulator.relay.HostileRelayBuilder;
import io.dialflux.simulator.relay.RelayBehaviour;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;

/**
 * Many creates at a time through a hostile relay; each result is its own request's, and agrees with
 * what rang. {@code -Ddialflux.relay=SEED} runs the same again.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class HostileRelayDialTest {
  private static final long SEED = Long.getLong(HostileRelay.PROPERTY, System.nanoTime());
  private static final String WHICH = "-D" + HostileRelay.PROPERTY + "=" + SEED;
  private static final int CREATES = 200;
  private static final Duration LONG = Duration.ofMinutes(2);

  private static Simulator twilio(Faults faults) {
    System.out.println(WHICH);
    return Simulator.builder()
        .clockSpeed(0)
        .callsPerSecond(10_000)
        .seed(SEED)
        .faults(faults)
        .start();
  }

  private static HostileRelay relay(Simulator twilio, UnaryOperator<HostileRelayBuilder> options) {
    return options.apply(HostileRelay.to(twilio.baseUrl()).seed(SEED)).start();
  }

  private static CallsClient client(URI base) {
    return CallsClient.builder()
        .credentials(
            Credentials.authToken(Simulator.DEFAULT_ACCOUNT_SID, Simulator.DEFAULT_AUTH_TOKEN))
        .baseUrl(base)
        .maxConnections(20)
        .build();
  }

  private static CreateCall create(int i) {
    return CallTemplate.from("+15552223333")
        .url(URI.create("https://example.com/answer?attempt=" + i))
        .to("+1212555" + (1_000 + i))
        .tag(Integer.toString(i));
  }

  private static List<DialResult> dial(CallsClient calls) {
    return BulkDialer.with(calls)
        .callsPerSecond(100_000)
        .maxInFlight(30)
        .maxAttempts(50)
        .dial(Flux.range(0, CREATES).map(HostileRelayDialTest::create))
        .collectList()
        .block(LONG);
  }

  /** Whom each call of the simulator calls, asked for without the relay. */
  private static Map<String, String> truth(Simulator twilio) {
    try (CallsClient direct = client(twilio.baseUrl())) {
      return direct
          .retry(RetryPolicy.standard().maxAttempts(20))
          .list(CallFilter.all().pageSize(1_000))
          .collectMap(Call::sid, Call::to)
          .block(LONG);
    }
  }

  private static void assertAllRight(List<DialResult> results, Simulator twilio) {
    Map<String, String> truth = truth(twilio);
    assertThat(results).as(WHICH).hasSize(CREATES);
    assertThat(results).extracting(r -> r.request().tag()).as(WHICH).doesNotHaveDuplicates();
    assertThat(results)
        .allSatisfy(
            result -> {
              String to = result.request().to();
              int least = 0;
              int most = result instanceof DialResult.Unknown ? 1 : 0;
              if (result instanceof DialResult.Placed placed) {
                assertThat(truth.get(placed.call().sid())).as(WHICH).isEqualTo(to);
                least = 1;
                most = 1;
              }
              assertThat(twilio.oracle().rings(to))
                  .as(WHICH + ", " + result)
                  .isBetween(least, most);
            });
    assertThat(twilio.oracle().attemptsRungAgain()).as(WHICH).isEmpty();
  }

  @Test
  void everythingIsPlacedWhereEveryRequestIsAnswered() {
    try (Simulator twilio = twilio(Faults.none().tooManyRequests(0.1));
        HostileRelay relay =
            relay(
                twilio, r -> r.without(RelayBehaviour.CLOSE_AT_REUSE, RelayBehaviour.CLOSE_IDLE));
        CallsClient calls = client(relay.baseUrl())) {
      List<DialResult> results = dial(calls);
      assertAllRight(results, twilio);
      assertThat(results).as(WHICH).hasOnlyElementsOfType(DialResult.Placed.class);
      assertThat(relay.requestsAfterClose()).as(WHICH).isZero();
    }
  }

  @Test
  void noResultIsWrongWhereConnectionsEndAtReuse() {
    Faults faults =
        Faults.none()
            .tooManyRequests(0.05)
            .serverErrorAfterPlacing(0.03)
            .onCreates(Fault.REFUSED, 0.05)
            .onCreates(Fault.RESET_BEFORE_PLACING, 0.03)
            .onCreates(Fault.CUT_BODY_AFTER_PLACING, 0.03);
    try (Simulator twilio = twilio(faults);
        HostileRelay relay = relay(twilio, r -> r.rate(RelayBehaviour.CLOSE_AT_REUSE, 0.05));
        CallsClient calls = client(relay.baseUrl())) {
      List<DialResult> results = dial(calls);
      assertAllRight(results, twilio);
      assertThat(results)
          .filteredOn(DialResult.Placed.class::isInstance)
          .as(WHICH)
          .hasSizeGreaterThan(CREATES / 2);
    }
  }
}
