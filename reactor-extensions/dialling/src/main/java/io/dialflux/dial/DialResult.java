package io.dialflux.dial;

import io.dialflux.call.Call;
import io.dialflux.call.CreateCall;
import io.dialflux.error.ApiException;
import io.dialflux.error.CallsException;
import io.dialflux.error.NoAnswerException;
import io.dialflux.error.NotSentException;
import io.dialflux.error.Outcome;
import java.util.function.Function;

/**
 * What became of one request: placed, refused, not sent, or unknown. Immutable; {@link #toString()}
 * shows no phone number.
 */
public abstract sealed class DialResult {
  private final CreateCall request;

  private DialResult(CreateCall request) {
    this.request = request;
  }

  /**
   * {@return the request that this is the result of, with its tag; the object that the source
   * emitted}
   */
  public final CreateCall request() {
    return request;
  }

  /**
   * The value of the one function that fits.
   *
   * @param <R> what the functions make of a result
   * @param placed for a call that Twilio accepted
   * @param refused for one that Twilio refused: no phone rang
   * @param notSent for one of which not a byte was written: no phone rang
   * @param unknown for one whose phone may have rung: not for dialling again
   * @return what that function returned
   */
  public abstract <R> R fold(
      Function<? super Placed, ? extends R> placed,
      Function<? super Refused, ? extends R> refused,
      Function<? super NotSent, ? extends R> notSent,
      Function<? super Unknown, ? extends R> unknown);

  /**
   * {@return the result of a create that succeeded}
   *
   * @param request the create
   * @param call the call as Twilio accepted it
   */
  public static DialResult placed(CreateCall request, Call call) {
    return new Placed(request, call);
  }

  /**
   * The result that an error means. One that is no {@link CallsException}, from a filter or a mock,
   * proves nothing and is unknown.
   *
   * @param request the create
   * @param error what it failed with
   * @return {@link Refused}, {@link NotSent} or {@link Unknown}
   */
  public static DialResult failed(CreateCall request, Throwable error) {
    if (error instanceof NotSentException e) {
      return new NotSent(request, e);
    }
    if (error instanceof ApiException e && e.outcome() == Outcome.REFUSED) {
      return new Refused(request, e);
    }
    return new Unknown(
        request,
        error instanceof CallsException e
            ? e
            : new NoAnswerException("create: it ended with an unexpected error", error));
  }

  /** Twilio accepted the call: the phone rings, or will once the call leaves Twilio's queue. */
  public static final class Placed extends DialResult {
    private final Call call;

    private Placed(CreateCall request, Call call) {
      super(request);
      this.call = call;
    }

    /** {@return the call as Twilio accepted it, mostly {@code queued}} */
    public Call call() {
      return call;
    }

    @Override
    public <R> R fold(
        Function<? super Placed, ? extends R> placed,
        Function<? super Refused, ? extends R> refused,
        Function<? super NotSent, ? extends R> notSent,
        Function<? super Unknown, ? extends R> unknown) {
      return placed.apply(this);
    }

    @Override
    public String toString() {
      return "Placed[" + call + "]";
    }
  }

  /** Twilio refused the call: no phone rang. */
  public static final class Refused extends DialResult {
    private final ApiException error;

    private Refused(CreateCall request, ApiException error) {
      super(request);
      this.error = error;
    }

    /**
     * {@return Twilio's reason; a {@link io.dialflux.error.RateLimitedException} after too many
     * 429s}
     */
    public ApiException error() {
      return error;
    }

    @Override
    public <R> R fold(
        Function<? super Placed, ? extends R> placed,
        Function<? super Refused, ? extends R> refused,
        Function<? super NotSent, ? extends R> notSent,
        Function<? super Unknown, ? extends R> unknown) {
      return refused.apply(this);
    }

    @Override
    public String toString() {
      return "Refused[" + error.getMessage() + "]";
    }
  }

  /** Not one byte of the request was written: no phone rang. */
  public static final class NotSent extends DialResult {
    private final NotSentException error;

    private NotSent(CreateCall request, NotSentException error) {
      super(request);
      this.error = error;
    }

    /** {@return why it was not sent, at the last attempt} */
    public NotSentException error() {
      return error;
    }

    @Override
    public <R> R fold(
        Function<? super Placed, ? extends R> placed,
        Function<? super Refused, ? extends R> refused,
        Function<? super NotSent, ? extends R> notSent,
        Function<? super Unknown, ? extends R> unknown) {
      return notSent.apply(this);
    }

    @Override
    public String toString() {
      return "NotSent[" + error.getMessage() + "]";
    }
  }

  /**
   * The request left and no definite answer came: the phone may have rung. Not for dialling again.
   */
  public static final class Unknown extends DialResult {
    private final CallsException error;

    private Unknown(CreateCall request, CallsException error) {
      super(request);
      this.error = error;
    }

    /** {@return what came instead of a definite answer} */
    public CallsException error() {
      return error;
    }

    @Override
    public <R> R fold(
        Function<? super Placed, ? extends R> placed,
        Function<? super Refused, ? extends R> refused,
        Function<? super NotSent, ? extends R> notSent,
        Function<? super Unknown, ? extends R> unknown) {
      return unknown.apply(this);
    }

    @Override
    public String toString() {
      return "Unknown[" + error.getMessage() + "]";
    }
  }
}
