package io.dialflux.history;

import reactor.core.publisher.Flux;

/** An export at work. */
final class ExportRun {
  private ExportRun() {}

  static Flux<HistoryProgress> of(CallExport export, CallHistory history) {
    return Flux.error(new UnsupportedOperationException("export"));
  }
}
