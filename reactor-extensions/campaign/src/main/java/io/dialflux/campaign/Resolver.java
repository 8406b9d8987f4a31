package io.dialflux.campaign;

import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.error.ApiException;
import io.dialflux.error.CallsException;
import io.dialflux.error.ListingInterruptedException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Whether an attempt of unknown outcome placed a call, by what Twilio lists. A call that fits is
 * the attempt's where the phone had this attempt only; else its id in the call's events proves it.
 * No call for the whole grace is absence by rule, never by proof: a list may lag.
 */
final class Resolver {
  private static final int STALE_PAGE = 21481;

  private static final Duration SHORTEST_GAP = Duration.ofMillis(100);
  private static final Duration EVENTS_AFTER = Duration.ofMinutes(20);

  /** Twilio ends a call after four hours, unless told otherwise. */
  private static final Duration LONGEST_CALL = Duration.ofHours(4);

  private static final Duration SECOND =
      Duration.ofSeconds(1); // dates on the list are whole seconds

  private final Campaign campaign;
  private final CampaignStore store;
  private final CallLists lists;
  private final AttemptStamp stamp;
  private final Runnable found;

  /**
   * Looks up for a campaign.
   *
   * @param found told whenever an attempt's call was found
   */
  Resolver(Campaign campaign, AttemptStamp stamp, Runnable found) {
    this.campaign = campaign;
    this.store = campaign.store;
    this.lists = new CallLists(campaign.client());
    this.stamp = stamp;
    this.found = found;
  }

  /** Whether anything changed, or when to look again, is in the ledger when this completes. */
  Mono<Void> resolve(Unresolved attempt) {
    Duration early = campaign.settleAfter.minus(age(attempt));
    if (early.compareTo(Duration.ZERO) > 0) {
      return store.lookAgain(attempt.attemptId(), early, false).then();
    }
    return candidates(attempt)
        .flatMap(found -> judge(attempt, found))
        .onErrorResume(CallsException.class, unreadable -> unreadable(attempt))
        .then();
  }

  private Mono<List<Call>> candidates(Unresolved attempt) {
    Instant from = attempt.intendedAt().minus(campaign.clockSkew).minus(SECOND);
    Instant to =
        attempt
            .intendedAt()
            .plus(campaign.sendBy)
            .plus(campaign.settleAfter)
            .plus(campaign.clockSkew);
    return Flux.fromIterable(Phones.forms(attempt.to()))
        .concatMap(
            form ->
                lists
                    .created(CallFilter.all().to(form), from, to)
                    .onErrorComplete(e -> !form.equals(attempt.to()) && isNoNumber(e)),
            1)
        .filter(call -> CallLists.fits(call, attempt.from(), from, to))
        .filter(call -> call.isTo(attempt.to()))
        .distinct(Call::sid)
        .collectList()
        .flatMap(this::unknown);
  }

  /** Whether Twilio refuses a form of a number that it does not know, so that no call has it. */
  private static boolean isNoNumber(Throwable thrown) {
    Throwable cause = thrown instanceof ListingInterruptedException ? thrown.getCause() : thrown;
    return cause instanceof ApiException e && e.status() == 400 && e.code() != STALE_PAGE;
  }

  private Mono<List<Call>> unknown(List<Call> calls) {
    return calls.isEmpty()
        ? Mono.just(calls)
        : store
            .known(calls.stream().map(Call::sid).toList())
            .map(known -> calls.stream().filter(call -> !known.contains(call.sid())).toList());
  }

  private Mono<Boolean> judge(Unresolved attempt, List<Call> found) {
    if (found.isEmpty()) {
      return none(attempt);
    }
    Duration window =
        campaign.clockSkew.multipliedBy(2).plus(campaign.settleAfter).plus(campaign.sendBy);
    return attemptsNear(attempt, window)
        .flatMap(
            attempts ->
                attempts == 1 && found.size() == 1 && !campaign.otherWriters
                    ? bind(attempt, found.get(0), "found on Twilio's list by number and time")
                    : byEvents(attempt, found));
  }

  /** Attempts to the same phone, by whatever form of its number. */
  private Mono<Long> attemptsNear(Unresolved attempt, Duration window) {
    return Flux.fromIterable(Phones.forms(attempt.to()))
        .concatMap(form -> store.attemptsNear(attempt.to(form), window), 1)
        .reduce(0L, Long::sum);
  }

  private Mono<Boolean> byEvents(Unresolved attempt, List<Call> found) {
    return Flux.fromIterable(found)
        .concatMap(call -> evidence(attempt, call), 1)
        .collectList()
        .flatMap(
            all -> {
              for (Evidence evidence : all) {
                if (evidence.proof == Proof.OURS) {
                  return bind(attempt, evidence.call, "found on Twilio's list by the attempt's id");
                }
              }
              return all.stream().allMatch(evidence -> evidence.proof == Proof.ANOTHER)
                  ? none(attempt)
                  : ambiguous(attempt, found);
            });
  }

  private Mono<Evidence> evidence(Unresolved attempt, Call call) {
    return campaign
        .client()
        .events(call.sid())
        .collectList()
        .map(
            events -> {
              String id = stamp.find(events);
              Proof proof =
                  id == null
                      ? Proof.NONE
                      : id.equals(attempt.attemptId()) ? Proof.OURS : Proof.ANOTHER;
              return new Evidence(call, proof);
            });
  }

  private Mono<Boolean> bind(Unresolved attempt, Call call, String reason) {
    found.run();
    return store.apply(Step.placed(attempt.attemptId(), call.sid(), call.status(), reason));
  }

  private Mono<Boolean> none(Unresolved attempt) {
    if (age(attempt).compareTo(campaign.onUnresolved.grace()) < 0) {
      return later(attempt);
    }
    String reason = "no call was found for " + campaign.onUnresolved.grace();
    return store.apply(
        campaign.onUnresolved.redials()
            ? Step.absent(attempt.attemptId(), reason + ": taken for not placed")
            : Step.held(attempt.attemptId(), reason + "; its phone may have rung"));
  }

  private Mono<Boolean> ambiguous(Unresolved attempt, List<Call> found) {
    Duration age = age(attempt);
    boolean early = age.compareTo(campaign.onUnresolved.grace()) < 0;
    return early || found.stream().anyMatch(call -> mayBeProven(call, age))
        ? later(attempt)
        : store.apply(
            Step.held(
                attempt.attemptId(), "there are calls that may be its own, and no proof of one"));
  }

  /** Events are there a quarter of an hour after the call's end, which is waited for in turn. */
  private static boolean mayBeProven(Call call, Duration age) {
    Instant created = call.dateCreated();
    Instant end = call.endTime();
    Duration lasted =
        !call.status().isTerminal()
            ? LONGEST_CALL
            : created == null || end == null ? Duration.ZERO : Duration.between(created, end);
    return age.compareTo(lasted.plus(EVENTS_AFTER)) < 0;
  }

  /** A list that cannot be read proves nothing; an attempt does not wait for it for ever. */
  private Mono<Boolean> unreadable(Unresolved attempt) {
    return age(attempt).compareTo(campaign.onUnresolved.grace().multipliedBy(2)) < 0
        ? later(attempt)
        : store.apply(Step.held(attempt.attemptId(), "Twilio's list could not be read"));
  }

  /** Growing gaps, of which the last ends with the grace. */
  private Mono<Boolean> later(Unresolved attempt) {
    Duration gap =
        campaign.settleAfter.dividedBy(3).multipliedBy(1L << Math.min(attempt.looks(), 20));
    Duration rest = campaign.onUnresolved.grace().minus(age(attempt));
    Duration soonest = rest.compareTo(Duration.ZERO) > 0 && rest.compareTo(gap) < 0 ? rest : gap;
    Duration wait = soonest.compareTo(SHORTEST_GAP) < 0 ? SHORTEST_GAP : soonest;
    return store.lookAgain(attempt.attemptId(), wait, true);
  }

  private static Duration age(Unresolved attempt) {
    return Duration.between(attempt.intendedAt(), attempt.asOf());
  }

  private enum Proof {
    OURS,
    ANOTHER,
    NONE
  }

  private record Evidence(Call call, Proof proof) {}
}
