package io.dialflux.benchmark;

import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * What each round came to. The median counts; how far apart the others are says how far it can be
 * trusted.
 */
record Rounds(List<Double> values) {
  Rounds {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalStateException("no round was measured");
    }
  }

  double median() {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** The median as a ratio, and the least and the most of several rounds. */
  String times() {
    String median = Cells.times(median());
    return values.size() == 1
        ? median
        : String.format(
            Locale.ROOT,
            "%s (%.2f to %.2f)",
            median,
            Collections.min(values),
            Collections.max(values));
  }
}
