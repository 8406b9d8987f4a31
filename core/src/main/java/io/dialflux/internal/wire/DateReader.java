package io.dialflux.internal.wire;

import java.util.Arrays;

/** Reads dates of which most are of the same day as the one before. Not thread-safe. */
public final class DateReader {
  /** What is no date. */
  public static final long NO_DATE = Dates.NO_DAY;

  private byte[] dayText = {};
  private long day;
  private boolean weekdayRight;

  /** A reader that has read nothing yet. */
  public DateReader() {}

  /** As {@link Dates#parse(byte[], int)}, in seconds since the epoch; {@link #NO_DATE} for null. */
  public long second(byte[] t, int from) {
    int time = from + Dates.DAY_LENGTH;
    if (!Arrays.equals(t, from, time, dayText, 0, dayText.length)) {
      long read = Dates.day(t, from);
      if (read == Dates.NO_DAY) {
        return NO_DATE;
      }
      day = read;
      dayText = Arrays.copyOfRange(t, from, time);
      weekdayRight = Dates.isWeekday(t, from, day);
    }
    int second = Dates.secondOfDay(t, time);
    return second < 0 ? NO_DATE : day + second;
  }

  /** Whether the date that was last read begins with its own day of the week. */
  public boolean isWeekdayRight() {
    return weekdayRight;
  }
}
