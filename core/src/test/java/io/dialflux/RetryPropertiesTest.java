package io.dialflux;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.error.RateLimitedException;
import io.dialflux.http.ApiRequest;
import io.dialflux.http.Effect;
import io.dialflux.http.Operation;
import io.dialflux.internal.netty.ResponseHead;
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
    ResponseHead head = new ResponseHead(429, Map.of("Retry-After", header)::get);
    return ((RateLimitedException) Failures.of(CREATE, head, new byte[0], NOW)).retryAfter();
  }

  @Property
  void secondsAreSeconds(@ForAll @LongRange(min = -10) long seconds) {
    assertThat(retryAfter(" " + seconds + " ")).isEqualTo(Duration.ofSeconds(Math.max(0, seconds)));
  }

  @Property
  void aDateIsTheTimeUntilThen(@ForAll @IntRange(min = -1_000_000) int seconds) {
    String date =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            NOW.plusSeconds(seconds).atOffset(ZoneOffset.UTC));
    assertThat(retryAfter(date)).isEqualTo(Duration.ofSeconds(Math.max(0, seconds)));
  }

  @Provide
  Arbitrary<String> nonsense() {
    return Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(30), Arbitraries.of("1.5", "99999999999999999999"))
        .filter(text -> !text.trim().matches("[+-]?\\p{Nd}{1,19}"));
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
