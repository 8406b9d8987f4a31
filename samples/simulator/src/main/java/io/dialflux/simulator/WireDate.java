package io.dialflux.simulator;

import java.time.LocalDate;

/** RFC 2822 dates in UTC, as Twilio writes them: {@code Tue, 18 Aug 2026 09:05:00 +0000}. */
final class WireDate {
  static final long DAY_MILLIS = 86_400_000;

  private static final String[] DAYS = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };

  private WireDate() {}

  /** Written by hand, because a list of calls shows four dates each. */
  static String of(long millis) {
    int ofDay = (int) (Math.floorMod(millis, DAY_MILLIS) / 1000);
    StringBuilder text = new StringBuilder(31).append(day(millis));
    two(text, ofDay / 3600).append(':');
    two(text, ofDay / 60 % 60).append(':');
    return two(text, ofDay % 60).append(" +0000").toString();
  }

  /** The part of the date that all times of its day have in common. */
  static String day(long millis) {
    long day = Math.floorDiv(millis, DAY_MILLIS);
    LocalDate date = LocalDate.ofEpochDay(day);
    StringBuilder text = new StringBuilder(17);
    text.append(DAYS[(int) Math.floorMod(day, 7L)]).append(", ");
    two(text, date.getDayOfMonth()).append(' ').append(MONTHS[date.getMonthValue() - 1]);
    return text.append(' ').append(date.getYear()).append(' ').toString();
  }

  private static StringBuilder two(StringBuilder text, int number) {
    return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }
}
