package io.dialflux.benchmark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void percentilesAreExactToAStep() {
    Latencies latencies = new Latencies();
    for (int micros = 1; micros <= 100_000; micros++) {
      latencies.record(micros * 1_000L);
    }
    assertThat(latencies.count()).isEqualTo(100_000);
    assertThat(latencies.millis(0.5)).isCloseTo(50, within(1.0));
    assertThat(latencies.millis(0.99)).isCloseTo(99, within(2.0));
  }

  @Test
  void nothingIsTooShortOrTooLong() {
    Latencies latencies = new Latencies();
    latencies.record(0);
    latencies.record(Long.MAX_VALUE);
    assertThat(latencies.millis(0.01)).isZero();
    assertThat(latencies.millis(1)).isGreaterThan(9e12);
  }
}
