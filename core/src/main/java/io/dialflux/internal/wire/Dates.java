package io.dialflux.internal.wire;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Twilio's dates: RFC 2822 in answers, ISO 8601 in UTC in filters. */
public final class Dates {
  /** Of {@code Sun, 22 Nov 2026 08:00:00 +0000}. */
  public static final int LENGTH = 31;

  /** Of {@code Sun, 22 Nov 2026 }. */
  static final int DAY_LENGTH = 17;

  static final long NO_DAY = Long.MIN_VALUE;

  private static final byte[] MONTHS = ascii("JanFebMarAprMayJunJulAugSepOctNovDec");
  private static final byte[] WEEKDAYS = ascii("ThuFriSatSunMonTueWed"); // as from the epoch
  private static final byte[] COMMA = ascii(", ");
  private static final byte[] UTC = ascii(" +0000");

  private static final Instant FIRST_YEAR = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant FIVE_DIGITS = Instant.parse("+10000-01-01T00:00:00Z");

  /** RFC 1123's own formatter writes days of one digit, and GMT. */
  private static final DateTimeFormatter RFC_2822 =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss '+0000'", Locale.US)
          .withZone(ZoneOffset.UTC);

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

  /**
   * A date as answers have it, {@code Sun, 22 Nov 2026 08:00:00 +0000}; what has no such form, a
   * fraction of a second or a year of more than four digits, as ISO 8601. {@link #parse(String)}
   * reads both.
   */
  public static String rfc2822(Instant instant) {
    boolean whole = instant.getNano() == 0;
    return whole && !instant.isBefore(FIRST_YEAR) && instant.isBefore(FIVE_DIGITS)
        ? RFC_2822.format(instant)
        : instant.toString();
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
    long day = day(t, from);
    int second = secondOfDay(t, from + DAY_LENGTH);
    return day == NO_DAY || second < 0 ? null : Instant.ofEpochSecond(day + second);
  }

  /** The first second of {@code Sun, 22 Nov 2026 }, or {@link #NO_DAY}. */
  static long day(byte[] t, int from) {
    if (!is(t, from + 3, COMMA)) {
      return NO_DAY;
    }
    if (!letter(t[from]) || !letter(t[from + 1]) || !letter(t[from + 2])) {
      return NO_DAY;
    }
    if (t[from + 7] != ' ' || t[from + 11] != ' ' || t[from + 16] != ' ') {
      return NO_DAY;
    }
    int month = month(t, from + 8);
    int day = digits(t, from + 5, 2);
    int year = digits(t, from + 12, 4);
    if ((month | day | year) < 0) {
      return NO_DAY;
    }
    try {
      return LocalDate.of(year, month, day).toEpochDay() * 86_400;
    } catch (DateTimeException noSuchDay) {
      return NO_DAY;
    }
  }

  /** Whether a date begins with the day of the week that its first second is in. */
  static boolean isWeekday(byte[] t, int from, long day) {
    int name = 3 * (int) Math.floorMod(day / 86_400, 7L);
    return Arrays.equals(t, from, from + 3, WEEKDAYS, name, name + 3);
  }

  /** What {@code 08:00:00 +0000} says, or -1. */
  static int secondOfDay(byte[] t, int from) {
    if (t[from + 2] != ':' || t[from + 5] != ':' || !is(t, from + 8, UTC)) {
      return -1;
    }
    int hour = digits(t, from, 2);
    int minute = digits(t, from + 3, 2);
    int second = digits(t, from + 6, 2);
    boolean none = (hour | minute | second) < 0 || hour > 23 || minute > 59 || second > 59;
    return none ? -1 : hour * 3_600 + minute * 60 + second;
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
