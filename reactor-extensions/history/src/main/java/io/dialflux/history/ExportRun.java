package io.dialflux.history;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** An export at work: everything that blocks runs on its scheduler. */
final class ExportRun {
  private ExportRun() {}

  static Flux<HistoryProgress> of(CallExport export, CallHistory history) {
    return Flux.defer(() -> ExportFile.isFinished(export) ? Flux.empty() : run(export, history))
        .subscribeOn(export.scheduler(), false)
        .cancelOn(export.scheduler());
  }

  private static Flux<HistoryProgress> run(CallExport export, CallHistory history) {
    return Flux.using(
        () -> ExportFile.open(export),
        file -> written(file, history, export.scheduler()),
        ExportFile::close);
  }

  private static Flux<HistoryProgress> written(
      ExportFile file, CallHistory history, Scheduler scheduler) {
    HistoryToken resumeAt = file.resumeAt();
    Flux<HistoryPage> pages = resumeAt == null ? history.pages() : history.pages(resumeAt);
    return pages
        .publishOn(scheduler, 1)
        .map(file::write)
        .concatWith(Mono.fromRunnable(file::finish));
  }
}
