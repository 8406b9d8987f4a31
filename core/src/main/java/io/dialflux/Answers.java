package io.dialflux;

import io.dialflux.call.Call;
import io.dialflux.call.CallPage;
import io.dialflux.error.ApiException;
import io.dialflux.error.CallsException;
import io.dialflux.error.Outcome;
import io.dialflux.error.RateLimitedException;
import io.dialflux.error.UnreadableResponseException;
import io.dialflux.http.ApiRequest;
import io.dialflux.http.ApiResponse;
import io.dialflux.http.Exchange;
import io.dialflux.internal.netty.NettyTransport;
import io.dialflux.internal.netty.RawResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The innermost exchange: what the network brought, read into a result or an error. */
final class Answers implements Exchange {
  private final NettyTransport transport;
  private final Scheduler scheduler;

  Answers(NettyTransport transport, Scheduler scheduler) {
    this.transport = transport;
    this.scheduler = scheduler;
  }

  @Override
  public Mono<ApiResponse> exchange(ApiRequest request) {
    return transport.send(request).map(answer -> read(request, answer));
  }

  private ApiResponse read(ApiRequest request, RawResponse answer) {
    if (answer.status() < 200 || answer.status() > 299) {
      throw error(request, answer);
    }
    try {
      Object body =
          switch (request.operation()) {
            case CREATE, FETCH, UPDATE -> Call.parse(answer.body());
            case LIST -> CallPage.parse(answer.body());
            case DELETE -> null;
          };
      return new ApiResponse(answer.status(), answer.headers(), body);
    } catch (IllegalArgumentException unreadable) {
      throw unreadable(request, answer, unreadable);
    }
  }

  private CallsException error(ApiRequest request, RawResponse answer) {
    int status = answer.status();
    String requestId = requestId(answer);
    TwilioError error = TwilioError.parse(answer.body());
    if (status == 429) {
      return new RateLimitedException(
          error == null ? 0 : error.code(),
          message(request, status, error),
          moreInfo(error),
          requestId,
          retryAfter(answer));
    }
    if (error == null) {
      return unreadable(request, answer, null);
    }
    boolean refused = status >= 400 && status < 500 && status != 408;
    return new ApiException(
        refused ? Outcome.REFUSED : Outcome.UNKNOWN,
        status,
        error.code(),
        message(request, status, error),
        moreInfo(error),
        requestId);
  }

  private static UnreadableResponseException unreadable(
      ApiRequest request, RawResponse answer, @Nullable Throwable cause) {
    String what =
        answer.status() < 300 ? ", which cannot be read" : " without an error of Twilio's";
    return new UnreadableResponseException(
        answer.status(),
        requestId(answer),
        request.operation() + ": HTTP " + answer.status() + what,
        cause);
  }

  private static String message(ApiRequest request, int status, @Nullable TwilioError error) {
    String head = request.operation() + ": HTTP " + status;
    return error == null ? head : head + ", " + error.code() + ": " + Mask.text(error.message());
  }

  private static @Nullable String moreInfo(@Nullable TwilioError error) {
    String link = error == null ? null : error.moreInfo();
    return link != null && Mask.isTwilioLink(link) ? link : null;
  }

  private static @Nullable String requestId(RawResponse answer) {
    return answer.header("Twilio-Request-Id");
  }

  /** Seconds or a date; what is neither is as if it were not there. */
  private @Nullable Duration retryAfter(RawResponse answer) {
    String text = answer.header("Retry-After");
    if (text == null) {
      return null;
    }
    try {
      return Duration.ofSeconds(Math.max(0, Long.parseLong(text.trim())));
    } catch (NumberFormatException noSeconds) {
      try {
        Instant date = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.trim()));
        Instant now = Instant.ofEpochMilli(scheduler.now(TimeUnit.MILLISECONDS));
        return date.isAfter(now) ? Duration.between(now, date) : Duration.ZERO;
      } catch (DateTimeException noDate) {
        return null;
      }
    }
  }
}
