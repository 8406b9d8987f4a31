package io.dialflux.benchmark.operators;

import io.dialflux.CallsClient;
import io.dialflux.call.Call;
import io.dialflux.call.CallTemplate;
import io.dialflux.call.CreateCall;
import io.dialflux.dial.BulkDialer;
import io.dialflux.dial.DialResult;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A create of 100,000 that are answered at once, 100 under way; the pace holds nobody up. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DiallingBenchmark {
  private static final int CALLS = 100_000;
  private static final int IN_FLIGHT = 100;

  private final CreateCall request =
      CallTemplate.from("+15552223333")
          .url(URI.create("https://example.com/answer"))
          .to("+15558675310");
  private final Call call = Call.parse("{\"sid\":\"CA0123456789abcdef0123456789abcdef\"}");
  private final CallsClient calls = new AnsweredAtOnce(call);
  private final BulkDialer dialer =
      BulkDialer.with(calls)
          .callsPerSecond(CALLS)
          .maxInFlight(IN_FLIGHT)
          .scheduler(new HurryingScheduler());

  @Benchmark
  @OperationsPerInvocation(CALLS)
  public void dialflux(Blackhole hole) {
    drain(dialer.dial(requests()), hole);
  }

  @Benchmark
  @OperationsPerInvocation(CALLS)
  public void reactor(Blackhole hole) {
    drain(requests().flatMap(this::create, IN_FLIGHT), hole);
  }

  private Mono<DialResult> create(CreateCall request) {
    return calls
        .create(request)
        .map(placed -> DialResult.placed(request, placed))
        .onErrorResume(error -> Mono.just(DialResult.failed(request, error)));
  }

  private Flux<CreateCall> requests() {
    return Flux.range(0, CALLS).map(n -> request);
  }

  private static void drain(Flux<DialResult> results, Blackhole hole) {
    results.doOnNext(hole::consume).then().block();
  }
}
