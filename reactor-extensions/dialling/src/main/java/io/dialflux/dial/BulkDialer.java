package io.dialflux.dial;

import com.google.errorprone.annotations.CheckReturnValue;
import io.dialflux.CallsClient;
import io.dialflux.RetryPolicy;
import io.dialflux.call.CreateCall;
import java.util.Objects;
import java.util.function.Consumer;
import org.reactivestreams.Publisher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Places very many calls at a pace and gives one {@link DialResult} for each. Immutable; an option
 * returns a new dialler.
 *
 * <pre>{@code
 * Flux<DialResult> results = BulkDialer.with(calls)
 *     .callsPerSecond(30)
 *     .maxInFlight(100)
 *     .dial(numbers.map(reminder::to));
 * }</pre>
 */
@CheckReturnValue
public final class BulkDialer {
  private static final Logger LOG = LoggerFactory.getLogger(BulkDialer.class);

  private final CallsClient calls;
  private final double callsPerSecond;
  private final int maxInFlight;
  private final int maxAttempts;
  private final Consumer<? super DialResult> onOrphan;
  private final Scheduler scheduler;

  private BulkDialer(
      CallsClient calls,
      double callsPerSecond,
      int maxInFlight,
      int maxAttempts,
      Consumer<? super DialResult> onOrphan,
      Scheduler scheduler) {
    this.calls = calls;
    this.callsPerSecond = callsPerSecond;
    this.maxInFlight = maxInFlight;
    this.maxAttempts = maxAttempts;
    this.onOrphan = onOrphan;
    this.scheduler = scheduler;
  }

  /**
   * A dialler over a client and its connections: one call a second, which is what Twilio grants an
   * account by default, and at most 100 creates under way.
   *
   * @param calls its retry policy is not used: the dialler owns every repetition
   * @return a dialler with every option at its default
   */
  public static BulkDialer with(CallsClient calls) {
    return new BulkDialer(
        calls.retry(RetryPolicy.none()), 1, 100, 5, BulkDialer::log, Schedulers.parallel());
  }

  /**
   * How many creates start in a second, evenly spaced and never more in any second. At or just
   * below the account's own rate Twilio's queue stays short.
   *
   * @param rate 0.001 to 100,000; fractions are fine; 1 if not given
   * @return a dialler with this pace
   */
  public BulkDialer callsPerSecond(double rate) {
    if (!(rate >= 0.001 && rate <= 100_000)) {
      throw new IllegalArgumentException("rate must be 0.001 to 100000");
    }
    return new BulkDialer(calls, rate, maxInFlight, maxAttempts, onOrphan, scheduler);
  }

  /**
   * How many creates are under way at once. More than the client has connections for wait for one.
   *
   * @param most 1 to 100,000; 100 if not given
   * @return a dialler with this bound
   */
  public BulkDialer maxInFlight(int most) {
    if (most < 1 || most > 100_000) {
      throw new IllegalArgumentException("most must be 1 to 100000");
    }
    return new BulkDialer(calls, callsPerSecond, most, maxAttempts, onOrphan, scheduler);
  }

  /**
   * How often one request is tried while Twilio answers 429 or nothing could be sent. Then its
   * result is {@link DialResult.Refused} or {@link DialResult.NotSent}.
   *
   * @param most 1 to 100, the first time included; 5 if not given
   * @return a dialler with this bound
   */
  public BulkDialer maxAttempts(int most) {
    if (most < 1 || most > 100) {
      throw new IllegalArgumentException("most must be 1 to 100");
    }
    return new BulkDialer(calls, callsPerSecond, maxInFlight, most, onOrphan, scheduler);
  }

  /**
   * Who hears of creates that were under way when the subscriber left, because their results must
   * not be lost. Without it a line is logged, without the number.
   *
   * @param onOrphan called on the thread that brought the result, one at a time for a subscription;
   *     it must not block. What it throws goes to Reactor's dropped-error hook
   * @return a dialler that tells it
   */
  public BulkDialer onOrphan(Consumer<? super DialResult> onOrphan) {
    Objects.requireNonNull(onOrphan, "onOrphan");
    return new BulkDialer(calls, callsPerSecond, maxInFlight, maxAttempts, onOrphan, scheduler);
  }

  /**
   * Where the pace is timed. For tests in virtual time.
   *
   * @param scheduler {@link Schedulers#parallel()} if not given
   * @return a dialler with this scheduler
   */
  public BulkDialer scheduler(Scheduler scheduler) {
    Objects.requireNonNull(scheduler, "scheduler");
    return new BulkDialer(calls, callsPerSecond, maxInFlight, maxAttempts, onOrphan, scheduler);
  }

  /**
   * Dials the requests. Cold: each subscription dials them all, at a pace of its own.
   *
   * <p><img src="doc-files/dial.svg" alt="Creates start for requested results only, evenly spaced;
   * one refused by 429 starts again, slower; results come as creates end; one under way at the
   * cancellation goes to onOrphan">
   *
   * <p><b>Demand.</b> No create starts that no result was requested for, and no more requests are
   * taken from the source than may be under way, nor more than a tenth of a second's calls ahead.
   * Memory does not grow with the number of requests.
   *
   * <p><b>Results</b> come as creates end, in that order and not the requests'; the {@linkplain
   * CreateCall#tag tag} tells them apart. A failed create is a result and does not end the stream.
   * They come one at a time on the thread that brought the answer.
   *
   * <p><b>Too many requests.</b> After a 429, or where nothing could be sent, the request goes back
   * to the head of the line and the pace halves (once a second at most, down to a sixteenth); it
   * recovers by a tenth of the full pace a second. No other failure is ever tried again.
   *
   * <p><b>Errors.</b> An error of the source comes after the results of what it had emitted.
   *
   * <p><b>Cancellation.</b> Nothing new starts. Creates under way run to their end and are reported
   * to {@link #onOrphan}; requests that had not started go to Reactor's discard hook.
   *
   * @param requests whom to call; any number of them, as they come
   * @return one result for each request that the source emitted, until it is cancelled
   */
  public Flux<DialResult> dial(Publisher<CreateCall> requests) {
    return new DialFlux(
        requests, calls, callsPerSecond, maxInFlight, maxAttempts, onOrphan, scheduler);
  }

  private static void log(DialResult result) {
    LOG.warn("a create ended after its subscriber had left: {}", result);
  }
}
