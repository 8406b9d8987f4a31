package io.dialflux.history;

import io.dialflux.CallsClient;
import io.dialflux.call.Call;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallStatus;
import io.dialflux.error.CallsException;
import io.dialflux.error.ListingInterruptedException;
import io.dialflux.error.Outcome;
import io.dialflux.error.RateLimitedException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One subscriber's following of an account, look by look. A look lists the newest calls; while
 * calls are under way, those that ended lately; and, while calls wait in the queue, those that were
 * canceled or failed there, which may have neither start nor end. Each list is read as far back as
 * there can be news, for Twilio may take the time asked for by its day. Lists overlap in time,
 * because Twilio's are late now and then.
 */
final class Tail {
  private static final Duration OVERLAP = Duration.ofMinutes(2);
  private static final List<CallStatus> LIVE =
      List.of(CallStatus.QUEUED, CallStatus.RINGING, CallStatus.IN_PROGRESS);
  private static final List<CallStatus> UNDIALLED_ENDS =
      List.of(CallStatus.CANCELED, CallStatus.FAILED);

  private final CallsClient calls;
  private final Filters filters;
  private final Range range;
  private final Fetching fetching;
  private final Instant began;

  /** What was handed out and may be listed again. */
  private final Map<String, Known> known = new HashMap<>();

  private Instant newest;
  private @Nullable Instant looked;
  private boolean lookedTwice;

  // of the look under way: it may fail
  private Instant looking;
  private Instant newestSeen;

  private record Known(Instant created, boolean ended, Instant seen, boolean queued) {
    boolean waits() {
      return queued && !ended;
    }
  }

  private Tail(CallsClient calls, Filters filters, Range range, Fetching fetching) {
    this.calls = calls;
    this.filters = filters;
    this.range = range;
    this.fetching = fetching;
    this.began = fetching.now();
    this.newest = began;
    this.looking = began;
    this.newestSeen = began;
  }

  static Flux<Call> of(
      CallsClient calls, Filters filters, Range range, Fetching fetching, Duration every) {
    return Flux.defer(
        () -> {
          Tail tail = new Tail(calls, filters, range, fetching);
          return Flux.defer(tail::look)
              .onErrorResume(Tail::passing, failure -> Flux.empty())
              .repeatWhen(
                  looks -> looks.concatMap(n -> Mono.delay(every, fetching.scheduler()), 1));
        });
  }

  /** Whether the next look may do better. */
  private static boolean passing(Throwable failure) {
    Throwable cause = failure instanceof ListingInterruptedException ? failure.getCause() : failure;
    return cause instanceof CallsException e
        && (e.outcome() == Outcome.UNKNOWN || e instanceof RateLimitedException);
  }

  private Flux<Call> look() {
    looking = fetching.now();
    CallFilter all = filters.wire().pageSize(fetching.pageSize());
    Stream<Flux<Call>> lists =
        looked == null
            ? statuses(LIVE).map(status -> calls.list(all.status(status)))
            : Stream.concat(ended(all), undialled(all));
    return Flux.concat(Flux.fromStream(Stream.concat(Stream.of(created(all)), lists)), 1)
        .filter(this::isNews)
        .concatWith(Mono.fromRunnable(this::looked));
  }

  private Stream<CallStatus> statuses(List<CallStatus> of) {
    return of.stream().filter(s -> filters.status() == null || s.equals(filters.status()));
  }

  private Flux<Call> created(CallFilter all) {
    Instant from = newest.minus(OVERLAP);
    return calls.list(all).takeWhile(call -> !created(call).isBefore(from));
  }

  private Stream<Flux<Call>> ended(CallFilter all) {
    Instant from = looked.minus(OVERLAP);
    // by a status of ends, calls under way are not known
    Instant oldest = filters.status() == null ? from(call -> !call.ended()) : range.before(looking);
    return oldest == null
        ? Stream.empty()
        : Stream.of(
            calls
                .list(all.endedFrom(from))
                .takeWhile(call -> !created(call).isBefore(oldest))
                .filter(call -> !endOf(call).isBefore(from)));
  }

  private Stream<Flux<Call>> undialled(CallFilter all) {
    Instant oldest = from(Known::waits);
    return oldest == null
        ? Stream.empty()
        : statuses(UNDIALLED_ENDS)
            .map(all::status)
            .map(filter -> calls.list(filter).takeWhile(call -> !created(call).isBefore(oldest)));
  }

  /**
   * How far back to look for the ends of calls that are so: to their creation, and a little more,
   * for lists may be out of order. But what ended during the first look may be in no list of it.
   */
  private @Nullable Instant from(Predicate<Known> so) {
    Instant oldest = lookedTwice ? oldest(so) : range.before(looking);
    return oldest == null ? null : oldest.minus(OVERLAP);
  }

  /** When the oldest of the known calls that are so was created. */
  private @Nullable Instant oldest(Predicate<Known> so) {
    return known.values().stream()
        .filter(so)
        .map(Known::created)
        .min(Instant::compareTo)
        .orElse(null);
  }

  private Instant created(Call call) {
    return call.dateCreated() == null ? looking : call.dateCreated();
  }

  /** Remembers the call if it is to be handed out. */
  private boolean isNews(Call call) {
    boolean ended = call.status().isTerminal();
    Known before = known.get(call.sid());
    boolean news =
        before == null ? !ended || !endOf(call).isBefore(began) : ended && !before.ended();
    if (news) {
      known.put(call.sid(), new Known(created(call), ended, looking, call.startTime() == null));
    }
    if (created(call).isAfter(newestSeen)) {
      newestSeen = created(call);
    }
    return news;
  }

  private Instant endOf(Call call) {
    if (call.endTime() != null) {
      return call.endTime();
    }
    return call.dateUpdated() == null ? created(call) : call.dateUpdated();
  }

  /** The look is done, so what no later one lists can be forgotten. */
  private void looked() {
    lookedTwice = looked != null;
    looked = looking;
    newest = newestSeen;
    Instant tooOld = range.before(looking);
    known.values().removeIf(call -> call.created().isBefore(tooOld));
    Instant ended = looking.minus(OVERLAP).minus(OVERLAP);
    Instant queued = from(Known::waits);
    Instant listed = newest.minus(OVERLAP);
    Instant created = queued == null || listed.isBefore(queued) ? listed : queued;
    known
        .values()
        .removeIf(
            call ->
                call.ended() && call.seen().isBefore(ended) && call.created().isBefore(created));
  }
}
