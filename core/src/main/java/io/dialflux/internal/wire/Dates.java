package io.dialflux.internal.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** Twilio's dates: RFC 2822 in answers, ISO 8601 in UTC in filters. */
public final class Dates {
  private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

  private Dates() {}

  /**
   * An instant as a filter sends it, {@code 2026-11-22T08:00:00Z}, rounded up to a whole second.
   */
  public static String utc(Instant instant) {
    // calls have whole seconds, so "at or after 8.5" is "at or after 9", and "before 8.5" is
    // "before 9"
    Instant whole = instant.truncatedTo(ChronoUnit.SECONDS);
    return DateTimeFormatter.ISO_INSTANT.format(
        whole.equals(instant) ? whole : whole.plusSeconds(1));
  }

  /** A date as a filter sends it, {@code 2026-11-22}. */
  public static String utc(LocalDate date) {
    return DateTimeFormatter.ISO_LOCAL_DATE.format(date);
  }

  /** Reads {@code Sun, 22 Nov 2026 08:00:00 +0000}; null where the text is no such date. */
  public static @Nullable Instant parse(String text) {
    Instant fast = usual(text);
    if (fast != null) {
      return fast;
    }
    try {
      return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.trim()));
    } catch (DateTimeException notRfc) {
      try {
        return Instant.from(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text.trim()));
      } catch (DateTimeException notIso) {
        return null;
      }
    }
  }

  /**
   * The one form that Twilio sends, by position: a formatter costs more than the rest of a call.
   */
  private static @Nullable Instant usual(String t) {
    if (t.length() != 31 || !t.endsWith(" +0000") || !t.startsWith(", ", 3)) {
      return null;
    }
    if (t.charAt(7) != ' ' || t.charAt(11) != ' ' || t.charAt(16) != ' ') {
      return null;
    }
    int month = MONTHS.indexOf(t.substring(8, 11));
    int day = digits(t, 5, 7);
    int year = digits(t, 12, 16);
    int hour = digits(t, 17, 19);
    int minute = digits(t, 20, 22);
    int second = digits(t, 23, 25);
    if (month < 0
        || month % 3 != 0
        || day < 0
        || year < 0
        || hour < 0
        || minute < 0
        || second < 0) {
      return null;
    }
    if (hour > 23 || minute > 59 || second > 59 || t.charAt(19) != ':' || t.charAt(22) != ':') {
      return null;
    }
    try {
      long days = LocalDate.of(year, month / 3 + 1, day).toEpochDay();
      return Instant.ofEpochSecond(days * 86_400 + hour * 3_600L + minute * 60L + second);
    } catch (DateTimeException noSuchDay) {
      return null;
    }
  }

  private static int digits(String t, int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = t.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
