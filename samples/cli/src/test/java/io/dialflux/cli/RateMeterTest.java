package io.dialflux.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateMeterTest {
  private static final long TENTH = 100_000_000;

  private final RateMeter meter = new RateMeter();

  @Test
  void knowsNothingFromOneLook() {
    meter.observe(5, 100);

    assertThat(meter.perSecond()).isZero();
  }

  @Test
  void twoLooksAtTheSameMomentAreNoRate() {
    meter.observe(5, 100);
    meter.observe(5, 200);

    assertThat(meter.perSecond()).isZero();
  }

  @Test
  void forgetsWhatIsLongPast() {
    for (int i = 0; i < 50; i++) {
      meter.observe(i * TENTH, i * 30L);
    }
    assertThat(meter.perSecond()).isCloseTo(300, within(0.1));

    for (int i = 50; i < 70; i++) {
      meter.observe(i * TENTH, 49 * 30L);
    }
    assertThat(meter.perSecond()).isZero();
  }
}
