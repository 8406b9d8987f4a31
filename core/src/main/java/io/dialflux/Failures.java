package io.dialflux;

import io.dialflux.error.ApiException;
import io.dialflux.error.CallsException;
import io.dialflux.error.Outcome;
import io.dialflux.error.RateLimitedException;
import io.dialflux.error.UnreadableResponseException;
import io.dialflux.http.ApiRequest;
import io.dialflux.internal.netty.ResponseHead;
import io.dialflux.internal.wire.Mask;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an answer that is no success means: the rows of the table that have an answer. */
final class Failures {
  private Failures() {}

  static CallsException of(ApiRequest request, ResponseHead head, byte[] body, Instant now) {
    int status = head.status();
    TwilioError error = TwilioError.parse(body);
    if (status == 429) {
      return new RateLimitedException(
          error == null ? 0 : error.code(),
          message(request, status, error),
          moreInfo(error),
          requestId(head),
          RetryAfter.of(head, now));
    }
    if (error == null) {
      return unreadable(request, head, null);
    }
    boolean refused = status >= 400 && status < 500 && status != 408;
    return new ApiException(
        refused ? Outcome.REFUSED : Outcome.UNKNOWN,
        status,
        error.code(),
        message(request, status, error),
        moreInfo(error),
        requestId(head));
  }

  /** An answer that is not as Twilio documents it. */
  static UnreadableResponseException unreadable(
      ApiRequest request, ResponseHead head, @Nullable Throwable cause) {
    String what = head.isSuccess() ? ", which cannot be read" : " without an error of Twilio's";
    return new UnreadableResponseException(
        head.status(),
        requestId(head),
        request.operation() + ": HTTP " + head.status() + what,
        cause);
  }

  /**
   * An answer that does not belong to the request.
   *
   * @param whose what it is of, such as another call
   * @param field where it differs; its value is not told
   */
  static UnreadableResponseException mismatch(
      ApiRequest request, ResponseHead head, String whose, String field) {
    return new UnreadableResponseException(
        head.status(),
        requestId(head),
        request.operation() + ": the answer is " + whose + ": " + field + " differs",
        null);
  }

  private static String message(ApiRequest request, int status, @Nullable TwilioError error) {
    String head = request.operation() + ": HTTP " + status;
    return error == null ? head : head + ", " + error.code() + ": " + Mask.text(error.message());
  }

  private static @Nullable String moreInfo(@Nullable TwilioError error) {
    String link = error == null ? null : error.moreInfo();
    return link != null && Mask.isTwilioLink(link) ? link : null;
  }

  private static @Nullable String requestId(ResponseHead head) {
    return head.header("Twilio-Request-Id");
  }
}
