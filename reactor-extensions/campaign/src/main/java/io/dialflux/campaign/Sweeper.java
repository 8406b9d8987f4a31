package io.dialflux.campaign;

import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.error.ApiException;
import io.dialflux.error.CallsException;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * How placed calls ended, by Twilio's list: a thousand a request, which costs a thousandth of
 * asking for each. The few oldest are asked for all the same, because one long call would have all
 * since it read again. Used by one chain at a time.
 */
final class Sweeper {
  private static final Logger LOG = LoggerFactory.getLogger(Sweeper.class);
  private static final int PAGE = 1_000;
  private static final int NOT_FOUND = 404;
  private static final int FETCHED_AT_ONCE = 4;

  /** Twilio tells a price some time after the call's end, and nobody waits for it. */
  private static final int PRICES_EVERY = 10;

  /** As long as a store tells of those without a price. */
  private static final Duration PRICED_WITHIN = Duration.ofDays(2);

  private final Campaign campaign;
  private final CallLists lists;
  private final Duration old;
  private int sweeps;

  Sweeper(Campaign campaign) {
    this.campaign = campaign;
    this.lists = new CallLists(campaign.client());
    // what is younger is on one page, or few
    this.old = Duration.ofSeconds((long) Math.max(300, PAGE / campaign.callsPerSecond));
  }

  /** How many calls were found to have ended; all prices are read that are still asked for. */
  Mono<Long> sweep() {
    return ends().flatMap(ended -> prices(PRICED_WITHIN).thenReturn(ended));
  }

  private Mono<Long> ends() {
    return campaign.store.alive(old).concatMap(this::sweep, 1).reduce(0L, Long::sum);
  }

  /** A sweep that fails is made good by the next. */
  Mono<Long> sweepIfPossible() {
    return ifPossible(
        ends()
            .flatMap(
                ended ->
                    sweeps++ % PRICES_EVERY > 0
                        ? Mono.just(ended)
                        : prices(old).thenReturn(ended)));
  }

  /** The same, without prices, where somebody waits for it. */
  Mono<Long> endsIfPossible() {
    return ifPossible(ends());
  }

  /** All prices that are still asked for. */
  Mono<Void> pricesIfPossible() {
    return ifPossible(prices(PRICED_WITHIN).thenReturn(0L)).then();
  }

  private static Mono<Long> ifPossible(Mono<Long> sweep) {
    return sweep.onErrorResume(
        CallsException.class,
        failed -> {
          LOG.warn("the ends of calls could not be read: {}", failed.getMessage());
          return Mono.just(0L);
        });
  }

  private Mono<Long> sweep(Alive alive) {
    return read(alive)
        .flatMap(ended -> campaign.store.lost(alive.from()).map(lost -> ended + lost));
  }

  /**
   * @param listed how long before now calls begin that are listed; of the older ones some are
   *     fetched
   */
  private Mono<Void> prices(Duration listed) {
    return campaign.store.unpriced(listed).concatMap(this::read, 1).then();
  }

  private Mono<Long> read(Alive alive) {
    return Flux.fromIterable(alive.old())
        .flatMap(this::fetch, FETCHED_AT_ONCE, 1)
        .concatWith(listed(alive))
        .filter(call -> call.status().isTerminal())
        .map(CallFacts::of)
        .buffer(PAGE)
        .concatMap(campaign.store::report, 1)
        .reduce(0L, Long::sum);
  }

  /** Empty where its record was deleted. */
  private Mono<Call> fetch(String callSid) {
    return campaign
        .client()
        .fetch(callSid)
        .onErrorResume(
            ApiException.class, e -> e.status() == NOT_FOUND ? Mono.empty() : Mono.error(e));
  }

  private Flux<Call> listed(Alive alive) {
    if (alive.since() == null) {
      return Flux.empty();
    }
    Instant from = alive.since().minus(campaign.clockSkew);
    return lists.ended(
        CallFilter.all().from(alive.from()).pageSize(PAGE),
        from,
        campaign.now().plus(campaign.clockSkew));
  }
}
