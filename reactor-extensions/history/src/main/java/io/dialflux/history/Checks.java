package io.dialflux.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** Checks where arguments are given; each message names the parameter and never the value. */
final class Checks {
  private static final Instant YEAR_10000 = Instant.ofEpochSecond(253_402_300_800L);
  private static final Duration CENTURY = Duration.ofDays(36_500);

  private Checks() {}

  /** An instant that the days of a history can be counted from and to. */
  static Instant time(String parameter, Instant time) {
    Objects.requireNonNull(time, parameter);
    if (time.isBefore(Instant.EPOCH) || !time.isBefore(YEAR_10000)) {
      throw new IllegalArgumentException(parameter + " must be of the years 1970 to 9999");
    }
    return time;
  }

  static Duration positive(String parameter, Duration time) {
    if (Objects.requireNonNull(time, parameter).isZero() || time.isNegative()) {
      throw new IllegalArgumentException(parameter + " must be longer than zero");
    }
    return time;
  }

  static Duration notNegative(String parameter, Duration time) {
    if (Objects.requireNonNull(time, parameter).isNegative()) {
      throw new IllegalArgumentException(parameter + " must not be negative");
    }
    return time;
  }

  /** The time, as far as nanoseconds are counted safely: a century is as good as never. */
  static Duration countable(Duration time) {
    return time.compareTo(CENTURY) < 0 ? time : CENTURY;
  }

  static int range(String parameter, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(parameter + " must be " + least + " to " + most);
    }
    return value;
  }
}
