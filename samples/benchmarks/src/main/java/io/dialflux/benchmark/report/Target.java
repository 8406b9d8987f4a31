package io.dialflux.benchmark.report;

import java.util.List;

/**
 * A target and what came of it.
 *
 * @param work what is done
 * @param wanted the target, with its unit
 * @param measured what was measured, in the same unit
 * @param rounds what each round came to, where there were several
 */
public record Target(
    String work, String wanted, String measured, boolean met, List<Double> rounds) {

  /** Of a figure that is measured once. */
  public Target(String work, String wanted, String measured, boolean met) {
    this(work, wanted, measured, met, List.of());
  }
}
