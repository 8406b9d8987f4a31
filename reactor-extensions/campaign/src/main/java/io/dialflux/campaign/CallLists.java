package io.dialflux.campaign;

import io.dialflux.CallsClient;
import io.dialflux.call.Call;
import io.dialflux.call.CallDirection;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * All calls of a time, though Twilio's list has no filter on when a call was accepted, and one on
 * when it started does not find calls that never did. Read in the order in which a call lives, so
 * that one that goes on meanwhile is not missed between two lists.
 */
final class CallLists {
  private static final List<CallStatus> BEFORE_THE_END =
      List.of(CallStatus.QUEUED, CallStatus.RINGING, CallStatus.IN_PROGRESS);
  private static final List<CallStatus> MAYBE_NEVER_STARTED =
      List.of(CallStatus.CANCELED, CallStatus.FAILED);

  /** A call may wait a day in Twilio's queue before it starts. */
  private static final int DAYS_QUEUED = 2;

  /** So much later than another a call may start that was accepted before it. */
  private static final Duration LONGEST_QUEUE = Duration.ofDays(1);

  private final CallsClient calls;

  CallLists(CallsClient calls) {
    this.calls = calls;
  }

  /**
   * Live and ended calls; one may come more than once. Read from a day earlier on, because nobody
   * promises whether a list is in the order of creation or of start.
   */
  Flux<Call> created(CallFilter filter, Instant from, Instant to) {
    return Flux.concat(
        Flux.fromIterable(BEFORE_THE_END)
            .concatMap(status -> since(filter.status(status), from.minus(LONGEST_QUEUE)), 1),
        ended(filter, from.minus(LONGEST_QUEUE), to));
  }

  /** Calls that have started or ended; one may come more than once. */
  Flux<Call> ended(CallFilter filter, Instant from, Instant to) {
    return Flux.concat(
        Flux.fromIterable(MAYBE_NEVER_STARTED)
            .concatMap(status -> since(filter.status(status), from), 1)
            .filter(call -> call.startTime() == null), // else it comes again
        since(filter.startedFrom(day(from)).startedBefore(day(to).plusDays(DAYS_QUEUED)), from));
  }

  /** The list is newest first, so what follows an older call is older still. */
  private Flux<Call> since(CallFilter filter, Instant from) {
    return calls.list(filter).takeWhile(call -> !before(call.dateCreated(), from));
  }

  /** Whether a call may be one of ours that was accepted in a time. */
  static boolean fits(Call call, @Nullable String caller, Instant from, Instant to) {
    Instant created = accepted(call);
    return CallDirection.OUTBOUND_API.equals(call.direction())
        && created != null
        && !created.isBefore(from)
        && !created.isAfter(to)
        && (caller == null || isFrom(call, caller));
  }

  private static boolean isFrom(Call call, String caller) {
    return call.from() != null && Phones.forms(caller).contains(call.from());
  }

  /** When a call was accepted, or else the next that is known; null where no time is. */
  static @Nullable Instant accepted(Call call) {
    Instant created = call.dateCreated() == null ? call.startTime() : call.dateCreated();
    return created == null ? call.dateUpdated() : created;
  }

  private static boolean before(@Nullable Instant created, Instant from) {
    return created != null && created.isBefore(from);
  }

  private static LocalDate day(Instant instant) {
    return LocalDate.ofInstant(instant, ZoneOffset.UTC);
  }
}
