package io.dialflux.programs;

import io.dialflux.CallsClient;
import io.dialflux.history.CallExport;
import io.dialflux.history.CallHistory;
import io.dialflux.history.HistoryProgress;
import java.nio.file.Path;
import java.time.Instant;
import reactor.core.publisher.Flux;

/** Writes the calls since an instant to a file; started again after a crash, it goes on. */
final class ExportHistory {
  private ExportHistory() {}

  public static void main(String[] args) {
    try (CallsClient calls = CallsClient.fromEnvironment()) {
      export(calls, Instant.parse(args[0]), Path.of(args[1]))
          .doOnNext(System.out::println)
          .blockLast();
    }
  }

  static Flux<HistoryProgress> export(CallsClient calls, Instant from, Path file) {
    // tag::history[]
    CallHistory history = CallHistory.of(calls).since(from);
    return CallExport.csv(file).neutraliseFormulas().resume().write(history);
    // end::history[]
  }
}
