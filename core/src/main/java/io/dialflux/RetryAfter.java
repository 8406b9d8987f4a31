package io.dialflux;

import io.dialflux.internal.netty.ResponseHead;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header {@code Retry-After} (RFC 9110, 10.2.3): seconds, with a fraction where a server
 * sends one, or a date in one of the three forms of HTTP (5.6.7). A time that is over, negative or
 * unreadable says nothing, so the client's own back-off counts.
 */
final class RetryAfter {
  /** Longer waits are told as this one, which is beyond whatever a caller is ready to wait. */
  private static final Duration LONGEST = Duration.ofSeconds(Long.MAX_VALUE);

  private static final BigDecimal MOST_SECONDS = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final int MOST_DIGITS = 19;
  private static final Pattern SECONDS = Pattern.compile("\\+?0*([0-9]+?)(\\.[0-9]*)?");

  private static final List<DateTimeFormatter> DATES =
      List.of(
          DateTimeFormatter.RFC_1123_DATE_TIME,
          new DateTimeFormatterBuilder()
              .parseCaseInsensitive()
              .appendPattern("EEEE, dd-MMM-")
              .appendValueReduced(ChronoField.YEAR, 2, 2, LocalDate.EPOCH.plusYears(10))
              .appendPattern(" HH:mm:ss 'GMT'")
              .toFormatter(Locale.US)
              .withZone(ZoneOffset.UTC),
          DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US)
              .withZone(ZoneOffset.UTC));

  private RetryAfter() {}

  /**
   * How long an answer asks to wait; never negative, and null where it does not say.
   *
   * @param now by the client's clock, for an answer that does not tell its own time
   */
  static @Nullable Duration of(ResponseHead head, Instant now) {
    String header = head.header("Retry-After");
    if (header == null) {
      return null;
    }
    String text = header.trim();
    Matcher seconds = SECONDS.matcher(text);
    Duration wait =
        seconds.matches() ? seconds(seconds.group(1), seconds.group(2)) : until(text, head, now);
    return wait == null || wait.isNegative() ? null : wait;
  }

  private static Duration seconds(String whole, @Nullable String fraction) {
    if (whole.length() > MOST_DIGITS) {
      return LONGEST;
    }
    boolean more = fraction != null && !fraction.substring(1).matches("0*");
    BigDecimal seconds = new BigDecimal(whole);
    if (seconds.compareTo(MOST_SECONDS) >= 0) {
      return LONGEST;
    }
    Duration told = Duration.ofSeconds(seconds.longValueExact());
    return more ? told.plus(nanos(fraction)) : told;
  }

  /** Of a fraction nine digits, and a nanosecond for what is behind them. */
  private static Duration nanos(String fraction) {
    String digits = (fraction.substring(1) + "000000000").substring(0, 9);
    return Duration.ofNanos(Long.parseLong(digits) + (fraction.length() > 10 ? 1 : 0));
  }

  /** By the server's own clock, where it tells it: its date is no date of ours. */
  private static @Nullable Duration until(String text, ResponseHead head, Instant now) {
    Instant date = date(text);
    if (date == null) {
      return null;
    }
    String told = head.header("Date");
    Instant sent = told == null ? null : date(told.trim());
    return Duration.between(sent == null ? now : sent, date);
  }

  private static @Nullable Instant date(String text) {
    for (DateTimeFormatter form : DATES) {
      try {
        return Instant.from(form.parse(text));
      } catch (DateTimeException anotherForm) {
        // try the next one
      }
    }
    return null;
  }
}
