package io.dialflux.benchmark;

import io.dialflux.benchmark.run.Figures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** What was measured, by case and round, and the medians that count. */
final class Results {
  private final Map<Case, List<Figures>> runs = new LinkedHashMap<>();

  void add(Case one, Figures figures) {
    runs.computeIfAbsent(one, key -> new ArrayList<>()).add(figures);
  }

  Map<Case, List<Figures>> runs() {
    return runs;
  }

  double median(Case one, String figure) {
    return median(rounds(one).stream().mapToDouble(figures -> figures.get(figure)).toArray());
  }

  /** The median of the ratios of each round. */
  double ratio(Case one, Case other, String figure) {
    List<Figures> ones = rounds(one);
    List<Figures> others = rounds(other);
    int rounds = Math.min(ones.size(), others.size());
    ToDoubleFunction<Integer> ratio =
        round -> ones.get(round).get(figure) / others.get(round).get(figure);
    return median(IntStream.range(0, rounds).mapToDouble(ratio::applyAsDouble).toArray());
  }

  private List<Figures> rounds(Case one) {
    List<Figures> rounds = runs.get(one);
    if (rounds == null) {
      throw new IllegalStateException("never run: " + one.name());
    }
    return rounds;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }
}
