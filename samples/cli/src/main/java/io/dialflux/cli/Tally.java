package io.dialflux.cli;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How many leads came to which outcome. Used by one thread. */
final class Tally {
  private final Map<LeadOutcome, Integer> counts = new EnumMap<>(LeadOutcome.class);

  void add(LeadOutcome outcome) {
    counts.merge(outcome, 1, Integer::sum);
  }

  int count(LeadOutcome outcome) {
    return counts.getOrDefault(outcome, 0);
  }

  int total() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** As {@code 700 placed, 14 refused, 25 not sent, 9 unknown}. */
  @Override
  public String toString() {
    return Arrays.stream(LeadOutcome.values())
        .map(outcome -> String.format(Locale.ROOT, "%,d %s", count(outcome), outcome.label()))
        .collect(Collectors.joining(", "));
  }
}
