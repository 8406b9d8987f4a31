package io.dialflux.benchmark;

import io.dialflux.benchmark.run.Figures;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleBiFunction;

/** What was measured, by case and round, and the medians that count. */
final class Results {
  private final Map<Case, Map<Integer, Figures>> runs = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();
  private int round;

  /** What is added from now on was run side by side. */
  void nextRound() {
    round++;
  }

  void add(Case one, Figures figures) {
    runs.computeIfAbsent(one, key -> new TreeMap<>()).put(round, figures);
  }

  /** Something of the work is not done; the rest goes on. */
  void failed(String what) {
    failures.add(what);
  }

  List<String> failures() {
    return failures;
  }

  boolean has(Case one) {
    return runs.containsKey(one);
  }

  /** Each case's runs, in the order of their rounds. */
  Map<Case, List<Figures>> runs() {
    Map<Case, List<Figures>> all = new LinkedHashMap<>();
    runs.forEach((one, rounds) -> all.put(one, List.copyOf(rounds.values())));
    return all;
  }

  double median(Case one, String figure) {
    return new Rounds(rounds(one).values().stream().map(run -> run.get(figure)).toList()).median();
  }

  /** The median of the ratios of each round. */
  double ratio(Case one, Case other, String figure) {
    return ratios(one, other, figure).median();
  }

  Rounds ratios(Case one, Case other, String figure) {
    return pairs(one, other, (a, b) -> a.get(figure) / b.get(figure));
  }

  /** What two cases come to together, in each round that has both. */
  Rounds pairs(Case one, Case other, ToDoubleBiFunction<Figures, Figures> together) {
    Map<Integer, Figures> others = rounds(other);
    return new Rounds(
        rounds(one).entrySet().stream()
            .filter(run -> others.containsKey(run.getKey()))
            .map(run -> together.applyAsDouble(run.getValue(), others.get(run.getKey())))
            .toList());
  }

  /** Whether there is a round that has both. */
  boolean paired(Case one, Case other) {
    return runs.containsKey(other)
        && rounds(one).keySet().stream().anyMatch(runs.get(other)::containsKey);
  }

  private Map<Integer, Figures> rounds(Case one) {
    Map<Integer, Figures> rounds = runs.get(one);
    if (rounds == null) {
      throw new IllegalStateException("never run: " + one.name());
    }
    return rounds;
  }
}
