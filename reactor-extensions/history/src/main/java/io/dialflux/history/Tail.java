package io.dialflux.history;

import io.dialflux.CallsClient;
import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallStatus;
import io.dialflux.error.CallsException;
import io.dialflux.error.ListingInterruptedException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One subscriber's following of an account, look by look. A look lists the newest calls; while
 * calls are under way, those that ended lately; and, while calls wait in the queue, those that were
 * canceled or failed there, which may have neither start nor end. The first look lists all of
 * these, to know what has ended before, and then what is under way. Each list is read as far back
 * as there can be news, for Twilio may take the time asked for by its day. Lists overlap in time,
 * because Twilio's are late now and then.
 *
 * <p>Times are compared with Twilio's own: the newest call of a look's first list tells how far the
 * look has come, whatever the clock here says, and however late its other lists are asked for.
 */
final class Tail {
  private static final Duration OVERLAP = Duration.ofMinutes(2);
  private static final Instant BEFORE_ALL = Instant.EPOCH.plus(OVERLAP);
  private static final List<CallStatus> LIVE =
      List.of(CallStatus.QUEUED, CallStatus.RINGING, CallStatus.IN_PROGRESS);
  private static final List<CallStatus> UNDIALLED_ENDS =
      List.of(CallStatus.CANCELED, CallStatus.FAILED);

  private final CallsClient calls;
  private final Filters filters;
  private final Range range;
  private final Fetching fetching;

  /** What was handed out, or had ended before, and may be listed again. */
  private final Map<String, Known> known = new HashMap<>();

  private int looks;

  /** When the newest call of the looks that are done was created; null before the first is. */
  private @Nullable Instant newest;

  /** As {@link #newest}, with the look under way, which may fail. */
  private Instant newestSeen = BEFORE_ALL;

  /**
   * A call as it was last news.
   *
   * @param ended null while it is under way
   * @param timed whether it has a start or, ended, an end: else it is found by its status alone
   */
  private record Known(Instant created, @Nullable Instant ended, boolean timed) {
    boolean isUnderWay() {
      return ended == null;
    }

    boolean waits() {
      return ended == null && !timed;
    }
  }

  Tail(CallsClient calls, Filters filters, Range range, Fetching fetching) {
    this.calls = Fetching.bounded(calls);
    this.filters = filters;
    this.range = range;
    this.fetching = fetching;
  }

  static Flux<Call> of(
      CallsClient calls, Filters filters, Range range, Fetching fetching, Duration every) {
    return Flux.defer(
        () ->
            Flux.defer(new Tail(calls, filters, range, fetching)::look)
                .onErrorResume(Tail::mayPass, failure -> Flux.empty())
                .repeatWhen(
                    looks -> looks.concatMap(n -> Mono.delay(every, fetching.scheduler()), 1)));
  }

  /** Whether the next look may do better. */
  private static boolean mayPass(Throwable failure) {
    CallsException cause = ListFailure.cause(failure);
    return cause != null
        && (ListFailure.mayPass(cause)
            || ListFailure.isForgotten(cause) && !isOfFirstPage(failure));
  }

  private static boolean isOfFirstPage(Throwable failure) {
    return !(failure instanceof ListingInterruptedException list)
        || !list.resumeAt().page().contains("PageToken=");
  }

  Flux<Call> look() {
    CallFilter all = filters.wire().pageSize(fetching.pageSize());
    return Flux.concat(
            created(all),
            Flux.defer(() -> ended(all)),
            Flux.defer(() -> undialled(all)),
            looks == 0 ? statuses(LIVE, all).concatMap(calls::list, 1) : Flux.<Call>empty())
        .filter(this::isNews)
        .concatWith(Mono.fromRunnable(this::looked));
  }

  private Flux<Call> created(CallFilter all) {
    return calls
        .list(all)
        .takeWhile(call -> !created(call).isBefore(newsFrom()))
        .doOnNext(call -> newestSeen = later(newestSeen, created(call)));
  }

  private Flux<Call> ended(CallFilter all) {
    Instant oldest = oldest(Known::isUnderWay);
    return oldest == null ? Flux.empty() : ends(all.endedFrom(newsFrom()), oldest);
  }

  private Flux<Call> undialled(CallFilter all) {
    Instant oldest = oldest(Known::waits);
    return oldest == null
        ? Flux.empty()
        : statuses(UNDIALLED_ENDS, all).concatMap(filter -> ends(filter, oldest), 1);
  }

  private Flux<CallFilter> statuses(List<CallStatus> of, CallFilter all) {
    return Flux.fromIterable(of)
        .filter(status -> filters.status() == null || status.equals(filters.status()))
        .map(all::status);
  }

  private Flux<Call> ends(CallFilter filter, Instant oldest) {
    return calls
        .list(filter)
        .takeWhile(call -> !created(call).isBefore(oldest))
        .filter(call -> known.containsKey(call.sid()) || !endOf(call).isBefore(newsFrom()));
  }

  /** What was created or has ended since then may not have been listed yet. */
  private Instant newsFrom() {
    return (newest == null ? newestSeen : newest).minus(OVERLAP);
  }

  /**
   * How far back to look for the ends of calls that are so, null for not at all: to their creation,
   * and a little more, for lists may be out of order. But which calls are under way is not known by
   * a list of another status, nor before the second look: one that ended during the first may be in
   * no list of it.
   */
  private @Nullable Instant oldest(Predicate<Known> so) {
    if (looks < 2 || filters.status() != null) {
      return range.before(fetching.now());
    }
    return known.values().stream()
        .filter(so)
        .map(Known::created)
        .min(Instant::compareTo)
        .map(created -> created.minus(OVERLAP))
        .orElse(null);
  }

  /** Remembers the call if it is to be handed out. */
  private boolean isNews(Call call) {
    boolean ended = call.status().isTerminal();
    Known before = known.get(call.sid());
    if (before != null && (!ended || !before.isUnderWay())) {
      return false;
    }
    Instant time = ended ? call.endTime() : call.startTime();
    known.put(call.sid(), new Known(created(call), ended ? endOf(call) : null, time != null));
    return looks > 0 || before != null || !ended;
  }

  private Instant created(Call call) {
    return call.dateCreated() == null ? newestSeen : call.dateCreated();
  }

  private Instant endOf(Call call) {
    return call.endTime() != null
        ? call.endTime()
        : call.dateUpdated() != null ? call.dateUpdated() : created(call);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }

  /** The look is done, so what no later one lists can be forgotten. */
  private void looked() {
    looks++;
    newest = newestSeen;
    Instant tooOld = range.before(fetching.now());
    Instant undialled = oldest(Known::waits);
    known
        .values()
        .removeIf(
            call ->
                call.created().isBefore(newsFrom())
                    && (call.ended() == null
                        ? call.created().isBefore(tooOld)
                        : call.ended().isBefore(newsFrom()) && !isIn(undialled, call)));
  }

  /** Whether the lists of those that may have no end have the call, wherever its end is put. */
  private static boolean isIn(@Nullable Instant undialled, Known call) {
    return !call.timed() && undialled != null && !call.created().isBefore(undialled);
  }

  /** How many calls it remembers. */
  int size() {
    return known.size();
  }
}
