package io.dialflux.callback;

import com.google.errorprone.annotations.CheckReturnValue;
import io.dialflux.CallsClient;
import io.dialflux.call.Call;
import io.dialflux.call.CallStatus;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Follows one call to its end: by polling, by callbacks, or by both, where callbacks tell at once
 * and polling finds what they did not. Immutable; an option returns a new watcher. One watcher
 * follows any number of calls, each on its own.
 *
 * <pre>{@code
 * Mono<Call> ended = calls.create(request)
 *     .flatMap(call -> CallWatcher.with(calls).callbacks(events.flux()).end(call.sid()));
 * }</pre>
 *
 * <p><b>Whatever comes, the end is the same.</b> A call's states have an order, and a state that is
 * not further than the last is passed over; so callbacks may be lost, late, doubled or in another
 * order. With callbacks alone a lost last one is never made up for, and a call that was canceled
 * while it was queued has none: then {@link #timeLimit} is the end.
 *
 * <p><b>Laziness and cancellation.</b> Everything is cold: polling begins with the subscription and
 * stops, a request under way included, with its cancellation or the end.
 *
 * <p><b>Errors.</b> A poll that failed was repeated by the client's {@link
 * io.dialflux.RetryPolicy}; what it gives up on is the error here. But while callbacks may tell the
 * end too, a regular poll that got no definite answer or was one too many (429) only waits for the
 * next; the fetch after a callback of the end does not. A call that Twilio does not know yet, as
 * right after its creation, is asked for again for 30 seconds. A call that has not ended within the
 * time limit is a {@link TimeoutException}.
 */
@CheckReturnValue
public final class CallWatcher {
  private static final Pattern CALL_SID = Pattern.compile("CA[0-9a-fA-F]{32}");

  private final CallsClient calls;
  private final @Nullable Publisher<CallEvent> events;
  private final boolean polls;
  private final Duration firstPoll;
  private final Duration least;
  private final Duration most;
  private final Duration timeLimit;
  private final Scheduler scheduler;

  private CallWatcher(
      CallsClient calls,
      @Nullable Publisher<CallEvent> events,
      boolean polls,
      Duration firstPoll,
      Duration least,
      Duration most,
      Duration timeLimit,
      Scheduler scheduler) {
    this.calls = calls;
    this.events = events;
    this.polls = polls;
    this.firstPoll = firstPoll;
    this.least = least;
    this.most = most;
    this.timeLimit = timeLimit;
    this.scheduler = scheduler;
  }

  /**
   * A watcher that polls: 5 seconds after the subscription, then after 5 more, and so on ever more
   * slowly until it is once a minute.
   *
   * @param calls what the call is fetched by
   * @return a watcher with every option at its default
   */
  public static CallWatcher with(CallsClient calls) {
    return new CallWatcher(
        Objects.requireNonNull(calls, "calls"),
        null,
        true,
        Duration.ofSeconds(5),
        Duration.ofSeconds(5),
        Duration.ofMinutes(1),
        Duration.ofDays(2),
        Schedulers.parallel());
  }

  /**
   * Listens to callbacks too.
   *
   * @param events mostly {@link CallEvents#flux()}; those of other calls are passed over. Its error
   *     is the watcher's, its completion only ends the callbacks
   * @return a watcher that hears them
   */
  public CallWatcher callbacks(Publisher<CallEvent> events) {
    Objects.requireNonNull(events, "events");
    return new CallWatcher(calls, events, polls, firstPoll, least, most, timeLimit, scheduler);
  }

  /**
   * Does not poll until callbacks say that the call has ended; {@link #end} fetches it then.
   *
   * @return a watcher that needs {@link #callbacks}
   */
  public CallWatcher withoutPolling() {
    return new CallWatcher(calls, events, false, firstPoll, least, most, timeLimit, scheduler);
  }

  /**
   * When the first poll is.
   *
   * @param delay after the subscription, zero to 1 day; 5 seconds if not given
   * @return a watcher that begins then
   */
  public CallWatcher firstPoll(Duration delay) {
    Objects.requireNonNull(delay, "delay");
    if (delay.isNegative() || delay.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("delay must be zero to 1 day");
    }
    return new CallWatcher(calls, events, polls, delay, least, most, timeLimit, scheduler);
  }

  /**
   * How long a poll waits after the answer to the one before. The wait grows by half each time.
   *
   * @param least the first wait, 1 millisecond to 1 day; 5 seconds if not given
   * @param most where it stops to grow, at least {@code least}, at most 1 day; 1 minute if not
   *     given
   * @return a watcher with these waits
   */
  public CallWatcher pollEvery(Duration least, Duration most) {
    Objects.requireNonNull(least, "least");
    Objects.requireNonNull(most, "most");
    if (least.compareTo(Duration.ofMillis(1)) < 0 || least.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("least must be 1 millisecond to 1 day");
    }
    if (most.compareTo(least) < 0 || most.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("most must be least to 1 day");
    }
    return new CallWatcher(calls, events, polls, firstPoll, least, most, timeLimit, scheduler);
  }

  /**
   * When to give up.
   *
   * @param limit after the subscription, 1 millisecond to 30 days; 2 days if not given, which is
   *     the longest that Twilio keeps a call in its queue and then lets it last
   * @return a watcher with this bound
   */
  public CallWatcher timeLimit(Duration limit) {
    Objects.requireNonNull(limit, "limit");
    if (limit.compareTo(Duration.ofMillis(1)) < 0 || limit.compareTo(Duration.ofDays(30)) > 0) {
      throw new IllegalArgumentException("limit must be 1 millisecond to 30 days");
    }
    return new CallWatcher(calls, events, polls, firstPoll, least, most, limit, scheduler);
  }

  /**
   * Where waits are timed. For tests in virtual time.
   *
   * @param scheduler {@link Schedulers#parallel()} if not given
   * @return a watcher with this scheduler
   */
  public CallWatcher scheduler(Scheduler scheduler) {
    Objects.requireNonNull(scheduler, "scheduler");
    return new CallWatcher(calls, events, polls, firstPoll, least, most, timeLimit, scheduler);
  }

  /**
   * The call as it is when it has ended, fetched: at the next poll, or at once when a callback says
   * that it has. Its price mostly comes later still.
   *
   * @param callSid CA and 32 hexadecimal digits
   * @return the call, in a terminal state; never empty
   * @throws IllegalStateException if the watcher has neither polling nor callbacks
   */
  public Mono<Call> end(String callSid) {
    check(callSid);
    return Mono.defer(
        () -> {
          Polls polls = polls(callSid);
          // a poll under way when the callback comes may have been answered before the end
          Mono<Flux<Call>> confirming =
              heard(callSid)
                  .filter(CallStatus::isTerminal)
                  .next()
                  .map(ended -> polls.from(Duration.ZERO));
          Flux<Call> polled =
              Flux.concat(Mono.just(regular(polls)), confirming).switchMap(source -> source);
          return Flux.merge(polled, this.<Call>limit(callSid))
              .filter(call -> call.status().isTerminal())
              .next();
        });
  }

  /**
   * The call's states as they become known, each once and in the order of a call's life. One that
   * was never told of is left out; one that this library does not know is passed on where it comes.
   *
   * <p><b>Demand.</b> The subscription is what starts polling; states that nobody asked for wait,
   * and there are never more than a few.
   *
   * @param callSid CA and 32 hexadecimal digits
   * @return the states; completes after the terminal one
   * @throws IllegalStateException if the watcher has neither polling nor callbacks
   */
  public Flux<CallStatus> states(String callSid) {
    check(callSid);
    return Flux.defer(
        () -> {
          Progress progress = new Progress();
          Flux<CallStatus> polled = regular(polls(callSid)).map(Call::status);
          return Flux.merge(heard(callSid), polled, this.<CallStatus>limit(callSid))
              .filter(progress::isFurther)
              .takeUntil(CallStatus::isTerminal)
              .onBackpressureBuffer();
        });
  }

  private void check(String callSid) {
    if (!CALL_SID.matcher(Objects.requireNonNull(callSid, "callSid")).matches()) {
      throw new IllegalArgumentException("callSid must be CA and 32 hexadecimal digits");
    }
    if (!polls && events == null) {
      throw new IllegalStateException("a watcher without polling needs callbacks");
    }
  }

  private Flux<CallStatus> heard(String callSid) {
    return events == null
        ? Flux.empty()
        : Flux.from(events)
            .filter(event -> event.callSid().equals(callSid))
            .mapNotNull(CallEvent::callStatus);
  }

  private Polls polls(String callSid) {
    return new Polls(calls.fetch(callSid), least, most, scheduler);
  }

  private Flux<Call> regular(Polls polls) {
    if (!this.polls) {
      return Flux.never();
    }
    return events == null ? polls.from(firstPoll) : polls.untilAnswered().from(firstPoll);
  }

  /** To be merged: takeUntilOther would leave the polls running after an error. */
  private <T> Mono<T> limit(String callSid) {
    return Mono.delay(timeLimit, scheduler)
        .then(
            Mono.error(() -> new TimeoutException(callSid + " has not ended within " + timeLimit)));
  }
}
