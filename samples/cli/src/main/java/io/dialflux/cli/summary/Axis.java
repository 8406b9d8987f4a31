package io.dialflux.cli.summary;

import java.util.function.DoubleFunction;

/**
 * The upright axis of a plot, from 0.
 *
 * @param top its end
 * @param step from one of its marks to the next
 * @param label what stands at a mark
 */
record Axis(double top, double step, DoubleFunction<String> label) {
  private static final int MARKS = 4;

  /** One that ends at a round number, for counts or amounts. */
  static Axis round(double largest, double finest, DoubleFunction<String> label) {
    double step = Math.max(finest, largest / MARKS);
    double magnitude = Math.pow(10, Math.floor(Math.log10(step)));
    double rounded = Math.ceil(step / magnitude - 1e-9);
    return to(largest, magnitude * (rounded <= 2 ? rounded : rounded <= 5 ? 5 : 10), label);
  }

  /** One for seconds, whose steps are those of a clock. */
  static Axis clock(double largest, DoubleFunction<String> label) {
    double[] steps = {1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600};
    double step = steps[0];
    for (double candidate : steps) {
      step = step * MARKS < largest ? candidate : step;
    }
    return step * MARKS < largest ? round(largest, 3_600, label) : to(largest, step, label);
  }

  private static Axis to(double largest, double step, DoubleFunction<String> label) {
    return new Axis(step * Math.max(1, Math.ceil(largest / step - 1e-9)), step, label);
  }
}
