package io.dialflux.dial;

import io.dialflux.CallsClient;
import io.dialflux.call.CreateCall;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Scheduler;

/**
 * The demand-bounded dialler as an operator. {@code flatMap} cannot stand here: it starts as many
 * inner publishers as its concurrency allows before anybody has asked for a result, and cancels
 * them with its subscriber.
 */
final class DialFlux extends Flux<DialResult> implements Scannable {
  final Publisher<CreateCall> source;
  final CallsClient calls;
  final double callsPerSecond;
  final int maxInFlight;
  final int maxAttempts;
  final Consumer<? super DialResult> onOrphan;
  final Scheduler scheduler;

  DialFlux(
      Publisher<CreateCall> source,
      CallsClient calls,
      double callsPerSecond,
      int maxInFlight,
      int maxAttempts,
      Consumer<? super DialResult> onOrphan,
      Scheduler scheduler) {
    this.source = source;
    this.calls = calls;
    this.callsPerSecond = callsPerSecond;
    this.maxInFlight = maxInFlight;
    this.maxAttempts = maxAttempts;
    this.onOrphan = onOrphan;
    this.scheduler = scheduler;
  }

  long now() {
    return scheduler.now(TimeUnit.NANOSECONDS);
  }

  @Override
  public void subscribe(CoreSubscriber<? super DialResult> actual) {
    source.subscribe(new DialSubscriber(actual, this));
  }

  /** How many requests are taken ahead depends on the pace, and none is taken without demand. */
  @Override
  @SuppressWarnings("rawtypes")
  public @Nullable Object scanUnsafe(Attr key) {
    if (key == Attr.PARENT) {
      return source;
    }
    if (key == Attr.PREFETCH) {
      return getPrefetch();
    }
    if (key == Attr.RUN_ON) {
      return scheduler;
    }
    return key == Attr.RUN_STYLE ? Attr.RunStyle.ASYNC : null;
  }
}
