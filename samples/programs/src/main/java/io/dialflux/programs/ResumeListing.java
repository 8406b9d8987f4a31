package io.dialflux.programs;

import io.dialflux.CallsClient;
import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.call.PageToken;
import io.dialflux.error.ListingInterruptedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Lists all calls; where that breaks off, the next run goes on from a file. */
final class ResumeListing {
  private ResumeListing() {}

  public static void main(String[] args) throws IOException {
    try (CallsClient calls = CallsClient.fromEnvironment()) {
      goOn(calls, Path.of(args[0])).doOnNext(System.out::println).blockLast();
    }
  }

  static Flux<Call> goOn(CallsClient calls, Path bookmark) throws IOException {
    // tag::resume[]
    PageToken start =
        Files.exists(bookmark)
            ? PageToken.parse(Files.readString(bookmark))
            : PageToken.first(CallFilter.all());
    return calls
        .list(start)
        .publishOn(Schedulers.boundedElastic()) // files block
        .doOnError(ListingInterruptedException.class, e -> save(bookmark, e.resumeAt().value()));
    // end::resume[]
  }

  private static void save(Path bookmark, String value) {
    try {
      Files.writeString(bookmark, value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
