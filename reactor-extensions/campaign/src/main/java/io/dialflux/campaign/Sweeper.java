package io.dialflux.campaign;

import reactor.core.publisher.Mono;

final class Sweeper {
  private final Campaign campaign;

  Sweeper(Campaign campaign) {
    this.campaign = campaign;
  }

  Mono<Long> sweep() {
    return Mono.error(new UnsupportedOperationException(campaign.name));
  }
}
