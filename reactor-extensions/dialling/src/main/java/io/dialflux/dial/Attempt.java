package io.dialflux.dial;

import io.dialflux.call.Call;
import io.dialflux.call.CreateCall;
import io.dialflux.error.RateLimitedException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.util.context.Context;

/** One try of one request. It is never cancelled: its outcome must not be lost. */
final class Attempt implements CoreSubscriber<Call> {
  final CreateCall request;
  final int number;
  private final Context context;
  private final Consumer<Attempt> ended;
  private @Nullable DialResult result;

  Attempt(CreateCall request, int number, Context context, Consumer<Attempt> ended) {
    this.request = request;
    this.number = number;
    this.context = context;
    this.ended = ended;
  }

  /** The next try of the same request. */
  Attempt again() {
    return new Attempt(request, number + 1, context, ended);
  }

  /** What came of it, once {@code ended} was called. */
  DialResult result() {
    return Objects.requireNonNull(result);
  }

  /** Whether it is proven that nothing happened and another try may fare better. */
  boolean repeatable() {
    return result()
        .<Boolean>fold(
            placed -> false,
            refused -> refused.error() instanceof RateLimitedException,
            notSent -> !notSent.error().isFinal(),
            unknown -> false);
  }

  /** How long Twilio asked to wait; zero where it did not. */
  Duration retryAfter() {
    return result()
        .<Duration>fold(
            placed -> Duration.ZERO,
            refused ->
                refused.error() instanceof RateLimitedException e && e.retryAfter() != null
                    ? e.retryAfter()
                    : Duration.ZERO,
            notSent -> Duration.ZERO,
            unknown -> Duration.ZERO);
  }

  @Override
  public Context currentContext() {
    return context;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(Call call) {
    end(DialResult.placed(request, call));
  }

  @Override
  public void onError(Throwable error) {
    end(DialResult.failed(request, error));
  }

  @Override
  public void onComplete() {
    if (result == null) {
      onError(new IllegalStateException("the create ended without a call"));
    }
  }

  private void end(DialResult outcome) {
    if (result == null) {
      result = outcome;
      ended.accept(this);
    }
  }
}
