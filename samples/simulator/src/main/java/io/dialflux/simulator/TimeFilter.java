package io.dialflux.simulator;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * The three filters on one time of a call, in UTC: {@code StartTime=} is that whole UTC date,
 * {@code StartTime<=} before and {@code StartTime>=} on or after that moment; a date alone is its
 * midnight. Seconds are compared, as seconds are what the resource shows.
 */
record TimeFilter(long fromSecond, long beforeSecond) {
  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("['T'][' ']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .optionalEnd()
          .appendPattern("[XXX][XX]")
          .toFormatter();

  static TimeFilter of(Parameters query, String name) {
    long from = Long.MIN_VALUE;
    long before = Long.MAX_VALUE;
    Instant on = instant(query, name);
    if (on != null) {
      LocalDate date = LocalDate.ofInstant(on, ZoneOffset.UTC);
      from = date.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
      before = date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }
    Instant least = instant(query, name + ">");
    Instant limit = instant(query, name + "<");
    return new TimeFilter(
        least == null ? from : Math.max(from, ceilingSecond(least)),
        limit == null ? before : Math.min(before, ceilingSecond(limit)));
  }

  boolean open() {
    return fromSecond == Long.MIN_VALUE && beforeSecond == Long.MAX_VALUE;
  }

  /** A time in milliseconds before which nothing passes. */
  long fromMillis() {
    return fromSecond == Long.MIN_VALUE ? Long.MIN_VALUE : fromSecond * 1000;
  }

  /** A time in milliseconds at and after which nothing passes. */
  long beforeMillis() {
    return beforeSecond == Long.MAX_VALUE ? Long.MAX_VALUE : beforeSecond * 1000;
  }

  /** A time that is not known (-1) is found by no filter but the open one. */
  boolean matches(long millis) {
    long second = Math.floorDiv(millis, 1000);
    return open() || (millis >= 0 && fromSecond <= second && second < beforeSecond);
  }

  private static @Nullable Instant instant(Parameters query, String name) {
    String text = query.last(name);
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      TemporalAccessor parsed =
          FORMAT.parseBest(text, OffsetDateTime::from, LocalDateTime::from, LocalDate::from);
      if (parsed instanceof LocalDate date) {
        return date.atStartOfDay().toInstant(ZoneOffset.UTC);
      }
      return parsed instanceof LocalDateTime local
          ? local.toInstant(ZoneOffset.UTC)
          : Instant.from(parsed);
    } catch (DateTimeParseException e) {
      throw ApiError.badRequest(20422, "Parameter '" + name + "' is not a date: " + text);
    }
  }

  private static long ceilingSecond(Instant instant) {
    return instant.getEpochSecond() + (instant.getNano() > 0 ? 1 : 0);
  }
}
