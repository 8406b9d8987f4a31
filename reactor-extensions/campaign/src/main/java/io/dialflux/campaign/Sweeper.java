package io.dialflux.campaign;

import io.dialflux.call.CallFilter;
import io.dialflux.error.CallsException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * How placed calls ended, by Twilio's list: a thousand a request, which costs a thousandth of
 * asking for each.
 */
final class Sweeper {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
  private static final int PAGE = 1_000;

  private final Campaign campaign;
  private final CallLists lists;

  Sweeper(Campaign campaign) {
    this.campaign = campaign;
    this.lists = new CallLists(campaign.client());
  }

  /** How many calls were found to have ended. */
  Mono<Long> sweep() {
    return campaign.store.alive().concatMap(this::sweep, 1).reduce(0L, Long::sum);
  }

  /** A sweep that fails is made good by the next. */
  Mono<Long> sweepIfPossible() {
    return sweep()
        .onErrorResume(
            CallsException.class,
            failed -> {
              LOG.warn("the ends of calls could not be read: {}", failed.getMessage());
              return Mono.just(0L);
            });
  }

  private Mono<Long> sweep(Alive alive) {
    Instant from = alive.since().minus(campaign.clockSkew);
    Instant now = Instant.ofEpochMilli(campaign.scheduler.now(TimeUnit.MILLISECONDS));
    return lists
        .ended(
            CallFilter.all().from(alive.from()).pageSize(PAGE), from, now.plus(campaign.clockSkew))
        .filter(call -> call.status().isTerminal())
        .map(CallFacts::of)
        .buffer(PAGE)
        .concatMap(campaign.store::report, 1)
        .reduce(0L, Long::sum)
        .flatMap(ended -> campaign.store.lost(alive.from()).map(lost -> ended + lost));
  }
}
