package io.dialflux.campaign;

import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class Dialling {
  private final Campaign campaign;

  Dialling(Campaign campaign) {
    this.campaign = campaign;
  }

  String name() {
    return campaign.name;
  }

  void begin() {}

  void pause() {}

  void resume() {}

  void stop() {}

  Flux<CampaignProgress> progress(Duration interval) {
    return Flux.error(new UnsupportedOperationException());
  }

  Mono<CampaignProgress> done() {
    return Mono.error(new UnsupportedOperationException());
  }
}
