package io.dialflux.history;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** An export at work: everything that blocks runs on its scheduler. */
final class ExportRun {
  private ExportRun() {}

  static Flux<HistoryProgress> of(CallExport export, CallHistory history) {
    return Flux.using(
            () -> ExportFile.open(export, history),
            open ->
                open.map(file -> written(file, history, export.scheduler())).orElse(Flux.empty()),
            open -> open.ifPresent(ExportFile::close))
        .subscribeOn(export.scheduler(), false)
        .cancelOn(export.scheduler())
        .onErrorStop(); // behind a page that is lost nothing may be called written
  }

  private static Flux<HistoryProgress> written(
      ExportFile file, CallHistory history, Scheduler scheduler) {
    // cancelled, publishOn interrupts the thread that writes
    return HistoryReading.whenRequested(
            history
                .pages(file.resumeAt(), file::lines)
                .publishOn(scheduler, 1)
                .map(file::write)
                .concatWith(Mono.fromRunnable(file::finish)))
        .doOnCancel(file::leave);
  }
}
