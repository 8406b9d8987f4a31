package io.dialflux.campaign;

import java.time.Instant;
import reactor.core.publisher.Mono;

final class ListReconciler {
  private final Campaign campaign;

  ListReconciler(Campaign campaign) {
    this.campaign = campaign;
  }

  Mono<Reconciled> reconcile(Instant from, Instant to) {
    return Mono.error(new UnsupportedOperationException(campaign.name));
  }
}
