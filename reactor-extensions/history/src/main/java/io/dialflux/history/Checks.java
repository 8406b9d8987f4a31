package io.dialflux.history;

import java.time.Duration;
import java.util.Objects;

/** Checks where arguments are given; each message names the parameter and never the value. */
final class Checks {
  private Checks() {}

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

  static int range(String parameter, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(parameter + " must be " + least + " to " + most);
    }
    return value;
  }
}
