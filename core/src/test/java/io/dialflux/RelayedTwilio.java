package io.dialflux;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallTemplate;
import io.dialflux.call.CreateCall;
import io.dialflux.error.CallsException;
import io.dialflux.error.Outcome;
import io.dialflux.simulator.Outcomes;
import io.dialflux.simulator.Simulator;
import io.dialflux.simulator.SimulatorBuilder;
import io.dialflux.simulator.relay.HostileRelay;
import io.dialflux.simulator.relay.HostileRelayBuilder;
import java.net.URI;
import java.util.List;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;

/**
 * A simulated Twilio behind a hostile relay, a client that must not be deceived by it, and the
 * truth, which is asked for without the relay.
 */
final class RelayedTwilio implements AutoCloseable {
  private static final CallTemplate TEMPLATE =
      CallTemplate.from(Fixtures.FROM).url(URI.create("https://example.com/answer"));

  final Simulator twilio;
  final HostileRelay relay;
  final CallsClient calls;

  /** For what is asserted: how to run the same again. */
  final String seed;

  private final CallsClient direct;

  RelayedTwilio(
      long seed,
      UnaryOperator<SimulatorBuilder> simulator,
      UnaryOperator<HostileRelayBuilder> hostility,
      UnaryOperator<CallsClientBuilder> options) {
    this.seed = "-D" + HostileRelay.PROPERTY + "=" + seed;
    System.out.println(this.seed);
    twilio =
        simulator
            .apply(
                Simulator.builder()
                    .clockSpeed(0)
                    .callsPerSecond(10_000)
                    .outcomes(Outcomes.allCompleted())
                    .seed(seed))
            .start();
    relay = hostility.apply(HostileRelay.to(twilio.baseUrl()).seed(seed)).start();
    direct = client(twilio.baseUrl()).build();
    calls = options.apply(client(relay.baseUrl())).build();
  }

  private static CallsClientBuilder client(URI base) {
    return CallsClient.builder()
        .credentials(
            Credentials.authToken(Simulator.DEFAULT_ACCOUNT_SID, Simulator.DEFAULT_AUTH_TOKEN))
        .baseUrl(base)
        .maxConnections(6)
        .retry(Fixtures.FAST.maxAttempts(10));
  }

  /** A create of a number of its own. */
  static CreateCall create(int i) {
    return TEMPLATE.to(number(i));
  }

  /** A create that Twilio refuses. */
  static CreateCall invalid() {
    return TEMPLATE.to("+1555");
  }

  static String number(int i) {
    return "+1212555" + (1_000 + i);
  }

  List<Call> truth(CallFilter filter) {
    return Fixtures.all(direct.list(filter));
  }

  /** A create that succeeds; its answer must be its own call. */
  Mono<Call> placed(int i) {
    return calls.create(create(i)).doOnNext(call -> assertPlaced(i, call));
  }

  /** A create that may fail; what it is said to have come to must agree with what rang. */
  Mono<Outcome> judged(int i) {
    return placed(i)
        .flatMap(call -> Mono.<Outcome>empty())
        .onErrorResume(CallsException.class, failure -> Mono.just(assertVerdict(i, failure)));
  }

  private void assertPlaced(int i, Call call) {
    assertThat(call.to()).as(seed).isEqualTo(number(i));
    assertThat(twilio.oracle().rings(number(i))).as(seed).isEqualTo(1);
  }

  private Outcome assertVerdict(int i, CallsException failure) {
    int most = failure.outcome() == Outcome.UNKNOWN ? 1 : 0;
    assertThat(twilio.oracle().rings(number(i)))
        .as(seed + ", " + failure)
        .isLessThanOrEqualTo(most);
    return failure.outcome();
  }

  @Override
  public void close() {
    calls.close();
    direct.close();
    relay.close();
    twilio.close();
  }
}
