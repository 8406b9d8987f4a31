package io.dialflux.simulator;

import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Sends webhooks, some at a time, and owns those that are under way. */
final class WebhookSender implements Disposable {
  private static final int AT_A_TIME = 128;

  private final Sinks.Many<Mono<Void>> jobs = Sinks.many().unicast().onBackpressureBuffer();
  private final Disposable sending =
      jobs.asFlux().flatMap(job -> job, AT_A_TIME).subscribe(nothing -> {});

  /** To be called from one thread at a time; the job must not fail. */
  void send(Mono<?> job) {
    jobs.tryEmitNext(job.then());
  }

  @Override
  public void dispose() {
    sending.dispose();
  }
}
