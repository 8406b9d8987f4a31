package io.dialflux.programs;

import io.dialflux.CallsClient;
import io.dialflux.call.CallTemplate;
import io.dialflux.dial.BulkDialer;
import java.nio.file.Files;
import java.nio.file.Path;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Dials the numbers of a file, one a line, and prints what became of each. */
final class DialMany {
  private DialMany() {}

  public static void main(String[] args) {
    CallTemplate reminder =
        CallTemplate.from("+15552223333")
            .twiml("<Response><Say>Your table is ready.</Say></Response>");
    Flux<String> numbers =
        Flux.using(() -> Files.lines(Path.of(args[0])), Flux::fromStream, lines -> lines.close())
            .subscribeOn(Schedulers.boundedElastic()); // files block
    try (CallsClient calls = CallsClient.fromEnvironment()) {
      dial(calls, reminder, numbers).doOnNext(System.out::println).blockLast();
    }
  }

  static Flux<String> dial(CallsClient calls, CallTemplate reminder, Flux<String> numbers) {
    // tag::dial-many[]
    Flux<String> results =
        BulkDialer.with(calls)
            .callsPerSecond(30)
            .dial(numbers.index((i, number) -> reminder.to(number).tag("line " + (i + 1))))
            .map(
                result ->
                    result.request().tag()
                        + result.fold(
                            placed -> ": call " + placed.call().sid(),
                            refused -> ": no phone rang, " + refused.error().getMessage(),
                            notSent -> ": no phone rang, " + notSent.error().getMessage(),
                            unknown -> ": may have rung, so it is not dialled again"));
    // end::dial-many[]
    return results;
  }
}
