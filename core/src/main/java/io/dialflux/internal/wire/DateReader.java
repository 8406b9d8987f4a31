package io.dialflux.internal.wire;

import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads dates of which most are of the same day as the one before. Not thread-safe. */
public final class DateReader {
  private byte[] dayText = {};
  private long day;

  /** A reader that has read nothing yet. */
  public DateReader() {}

  /** As {@link Dates#parse(byte[], int)}. */
  public @Nullable Instant read(byte[] t, int from) {
    int time = from + Dates.DAY_LENGTH;
    if (!Arrays.equals(t, from, time, dayText, 0, dayText.length)) {
      long read = Dates.day(t, from);
      if (read == Dates.NO_DAY) {
        return null;
      }
      day = read;
      dayText = Arrays.copyOfRange(t, from, time);
    }
    int second = Dates.secondOfDay(t, time);
    return second < 0 ? null : Instant.ofEpochSecond(day + second);
  }
}
