package io.dialflux.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** A time as an option gives it: a UTC date, which is its start, or an instant. */
final class UtcTime {
  private static final int DATE_LENGTH = 10;

  private UtcTime() {}

  static Instant of(String text) {
    try {
      return isDate(text)
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          text + " is neither a date nor an instant, such as 2026-08-31 or 2026-08-31T09:30:00Z",
          e);
    }
  }

  /** Of a date the end of the day, as people mean it. */
  static Instant endOf(String text) {
    Instant at = of(text);
    return isDate(text) ? at.plus(1, ChronoUnit.DAYS) : at;
  }

  private static boolean isDate(String text) {
    return text.length() == DATE_LENGTH;
  }
}
