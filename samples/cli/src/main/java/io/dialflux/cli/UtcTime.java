package io.dialflux.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** A time as an option gives it: a UTC date, which is its start, or an instant. */
final class UtcTime {
  private UtcTime() {}

  static Instant of(String text) {
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
          : Instant.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(text + " is neither a date nor an instant", e);
    }
  }
}
