package io.dialflux.history;

import com.google.errorprone.annotations.CheckReturnValue;
import io.dialflux.CallsClient;
import io.dialflux.call.Call;
import io.dialflux.call.CallStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Reads the calls of a range of time, however many: windows of one UTC day each are read side by
 * side, and what was read so far can be told at any call, to go on there in another process.
 * Immutable; an option returns a new history.
 *
 * <pre>{@code
 * Flux<Call> autumn = CallHistory.of(calls)
 *     .between(Instant.parse("2026-09-01T00:00:00Z"), Instant.parse("2026-12-01T00:00:00Z"))
 *     .status(CallStatus.COMPLETED)
 *     .calls();
 * }</pre>
 *
 * <p><b>Which calls.</b> A call belongs to the instant at which it started, and to a range that
 * includes its beginning and excludes its end. Twilio is asked for whole UTC days, and the range is
 * applied to what comes, so it is exact to the second. A call that was never dialled has no start:
 * it belongs to the instant of its creation, and is found by its status ({@link #neverDialled}).
 * Each call is handed out once, however its windows are read; of a reading that goes on at a token,
 * see below. The end of the range is fixed when the history is subscribed to, so calls that arrive
 * meanwhile do not disturb it.
 *
 * <p><b>Order.</b> As pages come, if not {@link #ordered()}.
 *
 * <p><b>Demand.</b> Nothing is fetched before something is requested. Then the first page of as
 * many windows as {@link #concurrency} allows is; a window's next page is fetched when its page
 * before is handed on. So, beside the page whose calls are being handed out, never more pages than
 * {@link #concurrency} are held or under way, and memory depends on neither the range nor the
 * number of calls, but for the SIDs by which repeated calls are found out: 32 bytes or so for each
 * call of about a day for each window being read.
 *
 * <p><b>Failures.</b> A page that fails is tried again, 8 times at most, with growing waits; after
 * a 429 fewer windows are read at once, and more again when it goes well. A page that can no longer
 * be had because Twilio has forgotten its token makes its window begin anew, without handing out a
 * call twice. A page that takes more than 5 minutes has failed, or more than twice the client's
 * {@code responseTimeout} if that is longer; a shorter {@code operationTimeout} of the client's
 * stays. Its own retry policy is not used. What remains is a {@link HistoryInterruptedException}
 * that tells where to go on.
 *
 * <p><b>Going on.</b> A reading that goes on at a {@link HistoryToken} knows the places of the one
 * before, and not its calls. So a call may come again that Twilio lists again behind such a place:
 * one that was handed out as queued and has been canceled or has failed since, and, where the last
 * call of a page was deleted meanwhile, one that was listed out of order.
 *
 * <p><b>Cancellation</b> ends every request under way. Each subscription reads anew. Calls come one
 * at a time: on the thread that has brought a page, which is one of the client's event loop, or,
 * where the page is there already, on the one that requests them.
 */
@CheckReturnValue
public final class CallHistory {
  private final CallsClient calls;
  private final Filters filters;
  private final Range range;
  private final Fetching fetching;

  private CallHistory(CallsClient calls, Filters filters, Range range, Fetching fetching) {
    this.calls = calls;
    this.filters = filters;
    this.range = range;
    this.fetching = fetching;
  }

  /**
   * The history that Twilio keeps: all calls of the last 13 months, by 8 windows at once.
   *
   * @param calls the client; its account is the history's
   * @return a history with every option at its default
   */
  public static CallHistory of(CallsClient calls) {
    return new CallHistory(
        Objects.requireNonNull(calls, "calls"), Filters.ALL, Range.ALL, Fetching.STANDARD);
  }

  /**
   * {@return this history, from one instant to another} Twilio keeps calls to the second.
   *
   * @param from the first instant that belongs to it; of the years 1970 to 9999
   * @param to the first instant that does not; later than {@code from}, and of those years. If it
   *     is still to come at the subscription, the history ends with the second before
   */
  public CallHistory between(Instant from, Instant to) {
    return with(range.between(from, to));
  }

  /**
   * {@return this history, from an instant to the second at which it is subscribed to} Calls of
   * that second belong to the next reading, from {@link HistoryToken#to()}. But Twilio lists calls
   * a little late, and its clock is another: readings that are to leave no gap go back with {@link
   * #changesSince}.
   *
   * @param from the first instant that belongs to it; of the years 1970 to 9999
   */
  public CallHistory since(Instant from) {
    return with(range.since(from));
  }

  /**
   * {@return this history, for what may have changed since an earlier reading} It begins {@link
   * #lookBack} before the watermark, because a call's end and price come later than the call: what
   * it hands out takes the place of what there is by the same SID.
   *
   * @param watermark {@link HistoryToken#to()} of the earlier reading
   */
  public CallHistory changesSince(Instant watermark) {
    return with(range.changesSince(watermark));
  }

  /**
   * {@return this history, with another time that {@link #changesSince} and {@link #tail} go back}
   *
   * @param time not negative; 2 days if not given
   */
  public CallHistory lookBack(Duration time) {
    return with(range.lookBack(time));
  }

  /**
   * {@return this history, for calls to one callee}
   *
   * @param to a number or address, exactly as Twilio keeps it
   */
  public CallHistory to(String to) {
    return with(filters.to(to));
  }

  /**
   * {@return this history, for calls from one caller}
   *
   * @param from a number or address, exactly as Twilio keeps it
   */
  public CallHistory from(String from) {
    return with(filters.from(from));
  }

  /**
   * {@return this history, for calls that one call has spawned}
   *
   * @param callSid CA and 32 hexadecimal digits
   */
  public CallHistory parentCall(String callSid) {
    return with(filters.parentCall(callSid));
  }

  /**
   * {@return this history, for calls of one status}
   *
   * @param status as it is when the call is read
   */
  public CallHistory status(CallStatus status) {
    return with(filters.status(status));
  }

  /**
   * {@return this history, with or without calls that were never dialled} They are those that are
   * queued, and those canceled or failed before their turn. Twilio finds them only by status, of
   * all times and newest first, which takes a page for each 1,000 calls that were canceled or
   * failed since the range began; the newest day is read after them. One that is canceled after a
   * reading was cut off and before another goes on may come twice: queued, then canceled.
   *
   * @param included true if not given
   */
  public CallHistory neverDialled(boolean included) {
    return with(filters.neverDialled(included));
  }

  /**
   * {@return this history, with so many calls a page}
   *
   * @param size 1 to 1,000; 1,000 if not given
   */
  public CallHistory pageSize(int size) {
    return with(fetching.pageSize(size));
  }

  /**
   * {@return this history, with so many windows read at once} The client needs as many connections
   * for reads.
   *
   * @param windows 1 to 256; 8 if not given
   */
  public CallHistory concurrency(int windows) {
    return with(fetching.concurrency(windows));
  }

  /**
   * {@return this history, in order: first the calls that were never dialled (queued, canceled,
   * failed), then day by day, the newest first, each as Twilio lists it} Windows are still read
   * side by side, but each no more than a page ahead: days of more than one page cost speed.
   */
  public CallHistory ordered() {
    return with(fetching.inOrder());
  }

  /**
   * {@return this history, with another clock and timer} For tests in virtual time.
   *
   * @param scheduler {@link Schedulers#parallel()} if not given
   */
  public CallHistory scheduler(Scheduler scheduler) {
    return with(fetching.scheduler(scheduler));
  }

  /** {@return the calls, from the range's beginning} */
  public Flux<Call> calls() {
    return read().map(HistoryCall::call);
  }

  /**
   * {@return the calls that are not behind the token}
   *
   * @param resumeAt of an earlier reading by the same filters, in this process or another; its
   *     range is kept
   * @throws IllegalArgumentException if it is of another account or range, or of other filters
   */
  public Flux<Call> calls(HistoryToken resumeAt) {
    return read(resumeAt).map(HistoryCall::call);
  }

  /** {@return the calls, each with the place behind it} */
  public Flux<HistoryCall> read() {
    return HistoryReading.calls(plan(null));
  }

  /**
   * {@return the calls that are not behind the token, each with the place behind it}
   *
   * @param resumeAt of an earlier reading by the same filters, in this process or another; its
   *     range is kept
   * @throws IllegalArgumentException if it is of another account or range, or of other filters
   */
  public Flux<HistoryCall> read(HistoryToken resumeAt) {
    return HistoryReading.calls(plan(Objects.requireNonNull(resumeAt, "resumeAt")));
  }

  /**
   * {@return the calls by the pages that they came in, without those that do not belong to the
   * history; some may be empty} One request is one page, under the bound of {@link CallHistory}.
   */
  public Flux<HistoryPage> pages() {
    return HistoryReading.pages(plan(null));
  }

  /**
   * {@return the pages that are not behind the token; of a page that is partly behind it, the rest}
   *
   * @param resumeAt of an earlier reading by the same filters, in this process or another; its
   *     range is kept
   * @throws IllegalArgumentException if it is of another account or range, or of other filters
   */
  public Flux<HistoryPage> pages(HistoryToken resumeAt) {
    return HistoryReading.pages(plan(Objects.requireNonNull(resumeAt, "resumeAt")));
  }

  /**
   * Follows the account: calls that are new, and calls that have ended, as they appear on Twilio's
   * list. Never ends by itself. It begins with the calls that are under way and with those that
   * come after the subscription; {@link #between}, {@link #since} and {@link #ordered} are not
   * used.
   *
   * <p>A call is handed out when it is first seen, and again when it is first seen ended. It is not
   * followed longer than {@link #lookBack}, by the clock here; everything else is told by Twilio's
   * own times, so that a clock that is wrong by less than that makes no difference. A call that
   * Twilio lists more than 2 minutes late may be missed.
   *
   * <p><b>Demand.</b> Twilio is asked only while something is requested; what one look has found is
   * held until it is taken. A look reads the calls created since the last one, and, while calls are
   * under way, those that have ended since; where Twilio takes that by the day, all that ended
   * today and are no older than the oldest under way; the first two looks, and with {@link #status}
   * every look, all that ended today and are no older than {@link #lookBack}.
   *
   * <p><b>Failures.</b> It uses the client's own retry policy and no {@link #concurrency}. What
   * fails after that and may pass, as an outage does however long it lasts, is asked again in the
   * next look; what Twilio refuses is the end, as is a closed client.
   *
   * @param every how long to wait after a look before the next; longer than zero
   * @return the calls, as they were when they were seen
   */
  public Flux<Call> tail(Duration every) {
    Duration wait = Checks.countable(Checks.positive("every", every));
    return Tail.of(calls, filters, range, fetching, wait);
  }

  /** Pages with lines in place of their calls. */
  Flux<HistoryPage> pages(Supplier<PageLines> lines) {
    return HistoryReading.pages(plan(null), lines);
  }

  /** The same, from a token. */
  Flux<HistoryPage> pages(HistoryToken resumeAt, Supplier<PageLines> lines) {
    return HistoryReading.pages(plan(resumeAt), lines);
  }

  /** Checks at once; fixes the range when asked. */
  private Supplier<Plan> plan(@Nullable HistoryToken resumeAt) {
    String difference = resumeAt == null ? null : differsIn(resumeAt);
    if (difference != null) {
      throw new IllegalArgumentException("resumeAt must be of a history of the same " + difference);
    }
    return () -> Plan.of(calls, filters, range, fetching, resumeAt);
  }

  /** What keeps this history from going on at a token; null where nothing does. */
  @Nullable String differsIn(HistoryToken token) {
    return token.text().differsIn(calls.accountSid(), filters, range);
  }

  /** Whether a history of this kind ended before the end that was asked for had come. */
  boolean isCutShort(HistoryToken token) {
    return range.isCutShort(token.to());
  }

  /** The place before its first call, its range fixed now. */
  HistoryToken beginning() {
    Plan plan = plan(null).get();
    return plan.token(plan.start());
  }

  private CallHistory with(Filters filters) {
    return new CallHistory(calls, filters, range, fetching);
  }

  private CallHistory with(Range range) {
    return new CallHistory(calls, filters, range, fetching);
  }

  private CallHistory with(Fetching fetching) {
    return new CallHistory(calls, filters, range, fetching);
  }

  /** {@return the names of the filters given, without their values} */
  @Override
  public String toString() {
    return "CallHistory" + filters.names();
  }
}
