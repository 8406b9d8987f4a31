package io.dialflux.dial;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.CallsClient;
import io.dialflux.Credentials;
import io.dialflux.call.CallTemplate;
import io.dialflux.call.CreateCall;
import io.dialflux.simulator.Fault;
import io.dialflux.simulator.Faults;
import io.dialflux.simulator.Simulator;
import io.dialflux.simulator.relay.HostileRelay;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** Over real connections, with the simulator's oracle as the judge. */
class SimulatorDialTest {
  /** Only what hangs is waited for so long. */
  private static final Duration LONG = Duration.ofMinutes(4);

  private static CallsClient client(Simulator twilio) {
    return CallsClient.builder()
        .credentials(
            Credentials.authToken(Simulator.DEFAULT_ACCOUNT_SID, Simulator.DEFAULT_AUTH_TOKEN))
        .baseUrl(HostileRelay.inFrontOf(twilio.baseUrl()))
        .responseTimeout(Duration.ofSeconds(2))
        .build();
  }

  private static CreateCall stamped(int i) {
    return CallTemplate.from("+15552223333")
        .url(URI.create("https://example.com/answer?attempt=" + i))
        .to("+1212555" + (1_000 + i))
        .tag(Integer.toString(i));
  }

  @Test
  void withEveryFaultNobodyIsRungTwiceAndNoResultIsWrong() {
    Faults faults =
        Faults.none()
            .tooManyRequests(0.05)
            .serverErrorAfterPlacing(0.05)
            .resetAfterPlacing(0.05)
            .onCreates(Fault.RESET_BEFORE_PLACING, 0.03)
            .onCreates(Fault.BAD_GATEWAY_AFTER_PLACING, 0.03)
            .onCreates(Fault.CUT_BODY_AFTER_PLACING, 0.03)
            .onCreates(Fault.UNREADABLE_BODY_AFTER_PLACING, 0.03);
    try (Simulator twilio =
            Simulator.builder().callsPerSecond(10_000).seed(7).faults(faults).start();
        CallsClient calls = client(twilio)) {
      List<DialResult> results =
          BulkDialer.with(calls)
              .callsPerSecond(2_000)
              .maxInFlight(50)
              .maxAttempts(50)
              .dial(Flux.range(0, 600).map(SimulatorDialTest::stamped))
              .collectList()
              .block(LONG);

      assertThat(results).hasSize(600);
      assertThat(twilio.oracle().attemptsRungAgain()).isEmpty();
      assertThat(results).hasAtLeastOneElementOfType(DialResult.Unknown.class);
      assertThat(results)
          .allSatisfy(
              result -> {
                int rings = twilio.oracle().rings(result.request().to());
                int least = result instanceof DialResult.Placed ? 1 : 0;
                int most = result instanceof DialResult.Unknown ? 1 : least;
                assertThat(rings).as(result.toString()).isBetween(least, most);
              });
    }
  }

  @Tag("not-through-a-relay") // it counts connections
  @Test
  void moreThanThePoolHoldsIsPlacedAllTheSame() {
    try (Simulator twilio = Simulator.builder().callsPerSecond(10_000).start();
        CallsClient calls =
            CallsClient.builder()
                .credentials(
                    Credentials.authToken(
                        Simulator.DEFAULT_ACCOUNT_SID, Simulator.DEFAULT_AUTH_TOKEN))
                .baseUrl(HostileRelay.inFrontOf(twilio.baseUrl()))
                .maxConnections(4)
                .build()) {
      long placed =
          BulkDialer.with(calls)
              .callsPerSecond(100_000)
              .maxInFlight(500)
              .dial(Flux.range(0, 500).map(SimulatorDialTest::stamped))
              .filter(DialResult.Placed.class::isInstance)
              .count()
              .block(LONG);
      assertThat(placed).isEqualTo(500);
      assertThat(twilio.oracle().connections()).isLessThanOrEqualTo(4);
    }
  }
}
