package io.dialflux.programs;

import io.dialflux.CallsClient;
import io.dialflux.call.CallTemplate;
import io.dialflux.call.CreateCall;
import io.dialflux.dial.BulkDialer;
import io.dialflux.dial.DialResult;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Dials until the process is asked to stop; the creates under way still end, and are reported. */
final class StopGracefully {
  private StopGracefully() {}

  public static void main(String[] args) {
    CallTemplate hello =
        CallTemplate.from("+15552223333").twiml("<Response><Say>Hello.</Say></Response>");
    Sinks.Empty<Void> stop = Sinks.empty();
    Mono<Void> done =
        dial(
                CallsClient.fromEnvironment(),
                Flux.fromArray(args).map(hello::to),
                stop.asMono(),
                System.out::println)
            .cache(); // for both who wait for it
    Thread onExit = new Thread(() -> done.doOnSubscribe(s -> stop.tryEmitEmpty()).block());
    Runtime.getRuntime().addShutdownHook(onExit);
    done.block();
  }

  static Mono<Void> dial(
      CallsClient calls, Flux<CreateCall> requests, Mono<Void> stop, Consumer<DialResult> report) {
    return BulkDialer.with(calls)
        .callsPerSecond(10)
        .dial(requests.takeUntilOther(stop)) // no cancellation: the results of the last ones come
        .doOnNext(report)
        .then(calls.closeGracefully());
  }
}
