package io.dialflux.dial;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.CallsClient;
import io.dialflux.CallsClientBuilder;
import io.dialflux.Credentials;
import io.dialflux.call.Call;
import io.dialflux.http.ExchangeFilter;
import io.dialflux.simulator.Simulator;
import io.dialflux.simulator.relay.HostileRelay;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** The context of whoever dials reaches filters and hooks. */
class DialContextTest {
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

  /** Whoever traces a dialling finds its context in the client's filters. */
  @Test
  void theContextReachesFilters() {
    Collection<String> seen = new ConcurrentLinkedQueue<>();
    ExchangeFilter tracing =
        (request, next) ->
            Mono.deferContextual(
                context -> {
                  seen.add(request.operation() + " " + context.get("trace"));
                  return next.exchange(request);
                });
    try (Simulator twilio = Simulator.builder().callsPerSecond(10_000).start();
        CallsClient calls = client(twilio).filter(tracing).build()) {
      dial(calls, 3).contextWrite(c -> c.put("trace", "t-1")).blockLast(LONG);
    }
    assertThat(seen).containsExactly("create t-1", "create t-1", "create t-1");
  }

  /** An orphan's listener that throws is heard of by the dialling's own hook. */
  @Test
  void theContextsHookHearsOfWhatIsDropped() {
    Collection<Throwable> dropped = new ConcurrentLinkedQueue<>();
    Consumer<Throwable> hook = dropped::add;
    Sinks.One<Call> answer = Sinks.one();
    Disposable dialling =
        BulkDialer.with(new StubCalls(call -> answer.asMono()))
            .onOrphan(
                orphan -> {
                  throw new IllegalStateException("a listener's own");
                })
            .dial(StubCalls.requests(1))
            .contextWrite(c -> c.put("reactor.onErrorDropped.local", hook))
            .subscribe();
    dialling.dispose();
    answer.tryEmitValue(StubCalls.CALL);
    assertThat(dropped).singleElement().isInstanceOf(IllegalStateException.class);
  }
}
