package io.dialflux.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialflux.benchmark.run.Figures;
import org.junit.jupiter.api.Test;

class ResultsTest {
  private static final Case ONE = Case.create("dialflux", 0, 64);
  private static final Case OTHER = Case.create("twilio", 0, 64);

  private final Results results = new Results();

  @Test
  void onlyRunsOfTheSameRoundAreCompared() {
    results.nextRound();
    add(OTHER, 1_000); // a look at it beforehand
    for (double speed : new double[] {10, 20, 40}) {
      results.nextRound();
      add(ONE, 3 * speed);
      add(OTHER, speed);
    }
    assertThat(results.ratios(ONE, OTHER, "speed").values()).containsExactly(3.0, 3.0, 3.0);
    assertThat(results.runs().get(OTHER)).hasSize(4);
  }

  @Test
  void aRoundThatLacksOneIsLeftOut() {
    results.nextRound();
    add(ONE, 7);
    results.nextRound();
    add(OTHER, 1);
    add(ONE, 2);
    assertThat(results.ratio(ONE, OTHER, "speed")).isEqualTo(2);
    assertThat(results.median(ONE, "speed")).isEqualTo(4.5);
  }

  @Test
  void withoutACommonRoundThereIsNoRatio() {
    results.nextRound();
    add(ONE, 1);
    results.nextRound();
    add(OTHER, 1);
    assertThat(results.paired(ONE, OTHER)).isFalse();
    assertThatThrownBy(() -> results.ratio(ONE, OTHER, "speed"))
        .isInstanceOf(IllegalStateException.class);
  }

  private void add(Case one, double speed) {
    results.add(one, new Figures().set("speed", speed));
  }
}
