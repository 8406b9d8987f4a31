package io.dialflux;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.error.RateLimitedException;
import io.dialflux.http.ApiRequest;
import io.dialflux.http.Effect;
import io.dialflux.http.Operation;
import io.dialflux.internal.netty.ResponseHead;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** How long to wait, by whatever Twilio says and however often it failed. */
class RetryPropertiesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T08:00:00Z");
  private static final ApiRequest CREATE =
      ApiRequest.of(Operation.CREATE, Effect.ONCE, "POST", "/calls");

  private static Duration retryAfter(String header) {
    return retryAfter(Map.of("Retry-After", header));
  }

  private static Duration retryAfter(Map<String, String> headers) {
    ResponseHead head = new ResponseHead(429, headers::get);
    return ((RateLimitedException) Failures.of(CREATE, head, new byte[0], NOW)).retryAfter();
  }

  @Property
  void secondsAreSeconds(@ForAll @LongRange(min = -10) long seconds) {
    assertThat(retryAfter(" " + seconds + " "))
        .isEqualTo(seconds < 0 ? null : Duration.ofSeconds(seconds));
  }

  @Property
  void whatNoDurationHoldsIsTheLongest(@ForAll @LongRange(min = 0) long more) {
    String header = BigInteger.valueOf(Long.MAX_VALUE).add(BigInteger.valueOf(more)).toString();
    assertThat(retryAfter(header)).isEqualTo(Duration.ofSeconds(Long.MAX_VALUE));
  }

  @Property
  void aDateIsJudgedByTheClockOfTheServerThatSentIt(
      @ForAll @IntRange(min = 0) int seconds, @ForAll int skew) {
    Instant sent = NOW.plusSeconds(skew);
    Map<String, String> headers =
        Map.of("Date", date(sent), "Retry-After", date(sent.plusSeconds(seconds)));
    assertThat(retryAfter(headers)).isEqualTo(Duration.ofSeconds(seconds));
  }

  private static String date(Instant instant) {
    return DateTimeFormatter.RFC_1123_DATE_TIME.format(instant.atOffset(ZoneOffset.UTC));
  }

  @Property
  void aDateIsTheTimeUntilThen(@ForAll @IntRange(min = -1_000_000) int seconds) {
    assertThat(retryAfter(date(NOW.plusSeconds(seconds))))
        .isEqualTo(seconds < 0 ? null : Duration.ofSeconds(seconds));
  }

  @Provide
  Arbitrary<String> nonsense() {
    return Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(30), Arbitraries.of("1e3", "0x10", "1,5", "--1"))
        .filter(text -> !text.trim().matches("[+-]?[0-9]+(\\.[0-9]*)?"));
  }

  @Property
  void nonsenseIsAsIfItWereNotThere(@ForAll("nonsense") String text) {
    assertThat(retryAfter(text)).isNull();
  }

  @Property
  void theBackOffStaysWithinItsBounds(
      @ForAll @LongRange(min = 1) long first,
      @ForAll @LongRange(min = 0) long more,
      @ForAll @IntRange(min = 0) int repetition) {
    long most = Math.max(first, more);
    RetryPolicy policy =
        RetryPolicy.standard().backoff(Duration.ofNanos(first), Duration.ofNanos(most));
    Duration doubled = Duration.ofNanos(first).multipliedBy(1L << Math.min(repetition, 20));
    Duration longest = Duration.ofNanos(most);
    Duration bound = doubled.compareTo(longest) < 0 ? doubled : longest;
    assertThat(policy.backoff(repetition)).isBetween(Duration.ZERO, bound);
  }
}
