package io.dialflux.campaign;

import io.dialflux.CallsClient;
import io.dialflux.RetryPolicy;
import java.time.Duration;

/**
 * How long one operation may take, so that a server whose answer never ends holds no campaign for
 * ever. The bounds leave room for what the client itself allows: the wait until the request is
 * sent, and twice the response time-out. Below that a create would be UNKNOWN that Twilio still
 * answers.
 */
final class TimeBounds {
  private static final Duration CREATE = Duration.ofMinutes(2);
  private static final Duration PAGE = Duration.ofMinutes(5);

  /** The longest that a client takes. */
  private static final Duration DAY = Duration.ofDays(1);

  private TimeBounds() {}

  static CallsClient creates(CallsClient calls, Duration sendBy) {
    return bounded(calls.retry(RetryPolicy.none()), CREATE, sendBy);
  }

  static CallsClient reads(CallsClient calls, Duration sendBy) {
    return bounded(calls, PAGE, sendBy);
  }

  private static CallsClient bounded(CallsClient calls, Duration usual, Duration sendBy) {
    Duration least = shorter(sendBy, DAY).plus(calls.responseTimeout().multipliedBy(2));
    return calls.operationTimeout(shorter(longer(usual, least), DAY));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
