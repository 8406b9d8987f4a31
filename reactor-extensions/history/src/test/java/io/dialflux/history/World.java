package io.dialflux.history;

import io.dialflux.CallsClient;
import io.dialflux.Credentials;
import io.dialflux.RetryPolicy;
import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.simulator.Simulator;
import io.dialflux.simulator.SimulatorBuilder;
import io.dialflux.simulator.relay.HostileRelay;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/** A simulated Twilio with a past, whose clock stands still, and a client of it. */
final class World implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-11-22T15:30:00Z");

  /** Only what hangs is waited for so long. */
  static final Duration LONG = Duration.ofMinutes(4);

  final Simulator twilio;
  final CallsClient calls;

  World(UnaryOperator<SimulatorBuilder> options) {
    this(options, HostileRelay::inFrontOf);
  }

  private World(UnaryOperator<SimulatorBuilder> options, UnaryOperator<URI> way) {
    twilio =
        options
            .apply(Simulator.builder().startTime(NOW).clockSpeed(0).callsPerSecond(100).seed(5))
            .start();
    calls = client(way.apply(twilio.baseUrl()));
  }

  /** A world whose client asks the simulator without a relay, whatever the suite runs through. */
  static World direct(UnaryOperator<SimulatorBuilder> options) {
    return new World(options, UnaryOperator.identity());
  }

  static CallsClient client(URI base) {
    return CallsClient.builder()
        .credentials(
            Credentials.authToken(Simulator.DEFAULT_ACCOUNT_SID, Simulator.DEFAULT_AUTH_TOKEN))
        .baseUrl(base)
        .build();
  }

  /** So many calls over the last days. */
  static World of(int calls, int days) {
    return new World(b -> b.history(calls, Duration.ofDays(days)));
  }

  CallHistory history() {
    return CallHistory.of(calls).pageSize(50).concurrency(4);
  }

  /** All calls of the simulator that belong to a range. */
  List<Call> truth(Instant from, Instant to) {
    return calls
        .retry(RetryPolicy.standard().maxAttempts(20))
        .list(CallFilter.all().pageSize(1_000))
        .filter(call -> !at(call).isBefore(from) && at(call).isBefore(to))
        .collectList()
        .block(LONG);
  }

  static Instant at(Call call) {
    return call.startTime() == null ? call.dateCreated() : call.startTime();
  }

  static List<String> sids(List<Call> calls) {
    return calls.stream().map(Call::sid).toList();
  }

  static List<String> sorted(List<Call> calls) {
    return calls.stream().map(Call::sid).sorted(Comparator.naturalOrder()).toList();
  }

  @Override
  public void close() {
    calls.close();
    twilio.close();
  }
}
