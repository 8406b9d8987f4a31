package io.dialflux.internal.wire;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Twilio's dates: RFC 2822 in answers, ISO 8601 in UTC in filters. */
public final class Dates {
  /** Of {@code Sun, 22 Nov 2026 08:00:00 +0000}. */
  public static final int LENGTH = 31;

  private static final byte[] MONTHS = ascii("JanFebMarAprMayJunJulAugSepOctNovDec");
  private static final byte[] COMMA = ascii(", ");
  private static final byte[] UTC = ascii(" +0000");

  private Dates() {}

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

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
    if (text.length() == LENGTH) {
      Instant usual = parse(text.getBytes(StandardCharsets.ISO_8859_1), 0);
      if (usual != null) {
        return usual;
      }
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
   * Reads a date in the one form that Twilio sends, by position: a formatter costs more than the
   * rest of a call.
   *
   * @param from where {@link #LENGTH} bytes begin
   * @return null where they are no such date
   */
  public static @Nullable Instant parse(byte[] t, int from) {
    if (!is(t, from + 25, UTC) || !is(t, from + 3, COMMA)) {
      return null;
    }
    if (!letter(t[from]) || !letter(t[from + 1]) || !letter(t[from + 2])) {
      return null;
    }
    if (t[from + 7] != ' ' || t[from + 11] != ' ' || t[from + 16] != ' ') {
      return null;
    }
    if (t[from + 19] != ':' || t[from + 22] != ':') {
      return null;
    }
    int month = month(t, from + 8);
    int day = digits(t, from + 5, 2);
    int year = digits(t, from + 12, 4);
    int hour = digits(t, from + 17, 2);
    int minute = digits(t, from + 20, 2);
    int second = digits(t, from + 23, 2);
    if ((month | day | year | hour | minute | second) < 0) {
      return null;
    }
    if (hour > 23 || minute > 59 || second > 59) {
      return null;
    }
    try {
      long days = LocalDate.of(year, month, day).toEpochDay();
      return Instant.ofEpochSecond(days * 86_400 + hour * 3_600L + minute * 60L + second);
    } catch (DateTimeException noSuchDay) {
      return null;
    }
  }

  private static boolean is(byte[] t, int from, byte[] text) {
    return Arrays.equals(t, from, from + text.length, text, 0, text.length);
  }

  private static boolean letter(byte b) {
    return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z';
  }

  /** 1 to 12, or -1. */
  private static int month(byte[] t, int from) {
    for (int month = 0; month < 12; month++) {
      int name = 3 * month;
      if (t[from] == MONTHS[name]
          && t[from + 1] == MONTHS[name + 1]
          && t[from + 2] == MONTHS[name + 2]) {
        return month + 1;
      }
    }
    return -1;
  }

  private static int digits(byte[] t, int from, int length) {
    int value = 0;
    for (int i = from; i < from + length; i++) {
      int digit = t[i] - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value;
  }
}
