package io.dialflux.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DurationsTest {
  private static Durations of(LongStream seconds) {
    Durations durations = new Durations();
    seconds.forEach(durations::add);
    return durations;
  }

  @Test
  void shortOnesAreExact() {
    Durations durations = of(LongStream.rangeClosed(1, 200));

    assertThat(durations.count()).isEqualTo(200);
    assertThat(durations.total()).isEqualTo(20_100);
    assertThat(durations.percentile(50)).isEqualTo(100);
    assertThat(durations.percentile(90)).isEqualTo(180);
    assertThat(durations.percentile(99)).isEqualTo(198);
    assertThat(durations.percentile(100)).isEqualTo(200);
    assertThat(durations.percentile(0.001)).isEqualTo(1);
  }

  @Test
  void longOnesAreToldToLessThanAPercent() {
    long[] seconds = new Random(7).longs(20_000, 0, 86_400).sorted().toArray();
    Durations durations = of(LongStream.of(seconds));

    for (int percent = 1; percent <= 100; percent++) {
      long exact = seconds[seconds.length * percent / 100 - 1];
      assertThat(durations.percentile(percent)).isCloseTo(exact, withinPercentage(0.8));
    }
    assertThat(durations.longest()).isEqualTo(seconds[seconds.length - 1]);
  }

  @Test
  void theBoundsOfThePlotSplitExactly() {
    Durations durations = of(LongStream.range(0, 8_000));

    long[] bounds = {0, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 8_000};
    for (int i = 1; i < bounds.length; i++) {
      assertThat(durations.between(bounds[i - 1], i == 9 ? Long.MAX_VALUE : bounds[i]))
          .as("from %d s", bounds[i - 1])
          .isEqualTo(bounds[i] - bounds[i - 1]);
    }
  }

  @Test
  void whatIsLongerThanAnyCallStaysInBounds() {
    Durations durations = of(LongStream.of(5, 10_000_000, -3));

    assertThat(durations.longest()).isEqualTo(10_000_000);
    assertThat(durations.total()).isEqualTo(10_000_005);
    assertThat(durations.percentile(50)).isEqualTo(5);
    assertThat(durations.percentile(100)).isGreaterThan(200_000);
    assertThat(Durations.MOST_BUCKETS).as("times 8 bytes, however many calls").isEqualTo(1_536);
  }

  @Test
  void addedUpTheyAreAsIfCountedTogether() {
    Durations some = of(LongStream.of(3, 9_000));
    some.add(of(LongStream.of(1, 2, 40_000)));

    assertThat(some.count()).isEqualTo(5);
    assertThat(some.total()).isEqualTo(49_006);
    assertThat(some.percentile(50)).isEqualTo(3);
    assertThat(some.longest()).isEqualTo(40_000);
  }

  @Test
  void noneIsNothing() {
    assertThat(new Durations().percentile(50)).isZero();
    assertThat(new Durations().longest()).isZero();
  }
}
