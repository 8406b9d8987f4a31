package io.dialflux.history;

import io.dialflux.error.ApiException;
import io.dialflux.error.CallsException;
import io.dialflux.error.ListingInterruptedException;
import io.dialflux.error.NotSentException;
import io.dialflux.error.Outcome;
import io.dialflux.error.RateLimitedException;
import io.dialflux.error.UnreadableResponseException;
import org.jspecify.annotations.Nullable;

/** What a list that broke off says of asking again. */
final class ListFailure {
  private static final int BAD_REQUEST = 400;
  private static final int INVALID_PAGE_TOKEN = 21481;

  private ListFailure() {}

  /** What went wrong at Twilio or on the way; null for anything else. */
  static @Nullable CallsException cause(Throwable failure) {
    Throwable cause = failure instanceof ListingInterruptedException ? failure.getCause() : failure;
    return cause instanceof CallsException e ? e : null;
  }

  /** Whether another try may do better. */
  static boolean mayPass(CallsException cause) {
    if (cause instanceof NotSentException notSent) {
      return !notSent.isFinal();
    }
    if (cause instanceof UnreadableResponseException unreadable) {
      return !unreadable.isBadLink();
    }
    return cause.outcome() != Outcome.REFUSED || cause instanceof RateLimitedException;
  }

  /** Whether Twilio has forgotten the page, if it is not the first, which has no token. */
  static boolean isForgotten(CallsException cause) {
    return cause instanceof ApiException e
        && (e.status() == BAD_REQUEST || e.code() == INVALID_PAGE_TOKEN);
  }
}
