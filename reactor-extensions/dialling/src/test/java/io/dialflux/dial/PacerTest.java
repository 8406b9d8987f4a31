package io.dialflux.dial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacerTest {
  private static final long SECOND = 1_000_000_000L;

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 1, 2.5, 7, 30, 500})
  void callsAreEvenlySpacedWhenTheClockIsExact(double rate) {
    List<Long> starts = run(new Pacer(rate, 0), 2_000, () -> 0);
    long interval = (long) Math.ceil(SECOND / rate);
    for (int i = 0; i < starts.size(); i++) {
      assertThat(starts.get(i)).isEqualTo(i * interval);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 30, 500})
  void noSecondHasMoreCallsThanTheRateHoweverLateTheTimerIs(int rate) {
    Random random = new Random(rate);
    List<Long> starts =
        run(new Pacer(rate, 0), 5_000, () -> (long) (random.nextDouble() * 30_000_000));
    for (int i = rate; i < starts.size(); i++) {
      assertThat(starts.get(i) - starts.get(i - rate)).isGreaterThanOrEqualTo(SECOND);
    }
  }

  @Test
  void aLateTimerDoesNotLowerTheRate() {
    List<Long> starts = run(new Pacer(500, 0), 5_000, () -> 1_000_000);
    double seconds = starts.get(starts.size() - 1) / (double) SECOND;
    assertThat(5_000 / seconds).isBetween(490.0, 500.2);
  }

  @Test
  void aStallIsNotCaughtUpInABurst() {
    Pacer pacer = new Pacer(100, 0);
    pacer.start(0);
    long later = 60 * SECOND;
    int burst = 0;
    while (pacer.delay(later) <= 0) {
      pacer.start(later);
      burst++;
    }
    assertThat(burst).isLessThanOrEqualTo(6); // 50 ms of calls and the one that is due
  }

  @Test
  void a429HalvesThePaceOnceASecondAndItRecoversInTime() {
    Pacer pacer = new Pacer(100, 0);
    pacer.slowDown(0, Duration.ZERO);
    pacer.slowDown(1_000, Duration.ZERO); // of the same burst
    assertThat(spacing(pacer, SECOND / 10)).isEqualTo(SECOND / 50);
    pacer.slowDown(SECOND, Duration.ZERO);
    assertThat(spacing(pacer, SECOND + SECOND / 10)).isBetween(SECOND / 34, SECOND / 25);
    assertThat(spacing(pacer, 20 * SECOND)).isEqualTo(SECOND / 100);
  }

  @Test
  void thePaceNeverFallsBelowASixteenth() {
    Pacer pacer = new Pacer(16, 0);
    for (int i = 1; i < 50; i++) {
      pacer.slowDown(i * SECOND, Duration.ZERO);
    }
    assertThat(spacing(pacer, 51 * SECOND)).isLessThanOrEqualTo(SECOND);
  }

  @Test
  void retryAfterIsWaitedForButNoLongerThanAMinute() {
    Pacer pacer = new Pacer(100, 0);
    pacer.slowDown(0, Duration.ofSeconds(7));
    assertThat(pacer.delay(0)).isEqualTo(7 * SECOND);
    pacer.slowDown(0, Duration.ofHours(7));
    assertThat(pacer.delay(0)).isEqualTo(60 * SECOND);
    pacer.slowDown(SECOND, Duration.ofSeconds(Long.MAX_VALUE));
    assertThat(pacer.delay(SECOND)).isEqualTo(60 * SECOND);
  }

  /** The time between two calls from {@code now} on, once what was late is caught up. */
  private static long spacing(Pacer pacer, long now) {
    while (pacer.delay(now) <= 0) {
      pacer.start(now);
    }
    long due = now + pacer.delay(now);
    pacer.start(due);
    return pacer.delay(due);
  }

  private static List<Long> run(Pacer pacer, int calls, LongSupplier lateness) {
    List<Long> starts = new ArrayList<>();
    long now = 0;
    while (starts.size() < calls) {
      long delay = pacer.delay(now);
      if (delay > 0) {
        now += delay + lateness.getAsLong();
      } else {
        pacer.start(now);
        starts.add(now);
      }
    }
    return starts;
  }
}
