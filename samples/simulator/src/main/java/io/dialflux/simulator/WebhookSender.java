package io.dialflux.simulator;

import java.time.Duration;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.resources.ConnectionProvider;

/** Sends webhooks, some at a time, and owns those that are under way and their connections. */
final class WebhookSender implements Disposable {
  private static final int AT_A_TIME = 128;
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private final ConnectionProvider connections =
      ConnectionProvider.builder("dialflux-simulator-webhooks")
          .maxConnections(AT_A_TIME)
          .pendingAcquireMaxCount(-1)
          .build();
  private final Sinks.Many<Mono<Void>> jobs = Sinks.many().unicast().onBackpressureBuffer();
  private final Disposable sending =
      jobs.asFlux().flatMap(job -> job, AT_A_TIME).subscribe(nothing -> {});

  /** To be called from one thread at a time; the job must not fail. */
  void send(Mono<?> job) {
    jobs.tryEmitNext(job.then());
  }

  ConnectionProvider connections() {
    return connections;
  }

  /** To be called before the threads end that the connections are closed on. */
  @Override
  public void dispose() {
    sending.dispose();
    connections.disposeLater().timeout(CLOSE_LIMIT).onErrorComplete().block();
  }
}
