package io.dialflux.benchmark;

import java.util.List;

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
}
