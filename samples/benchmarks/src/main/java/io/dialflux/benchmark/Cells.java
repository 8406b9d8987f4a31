package io.dialflux.benchmark;

import java.util.Locale;

/** Numbers as the tables show them. */
final class Cells {
  private Cells() {}

  static String count(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  static String decimal(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  static String times(double ratio) {
    return String.format(Locale.ROOT, "%.2f ×", ratio);
  }
}
