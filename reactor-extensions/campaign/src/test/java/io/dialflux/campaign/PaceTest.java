package io.dialflux.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

class PaceTest {
  private static final long SECOND = 1_000_000_000L;

  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final List<Long> starts = new ArrayList<>();

  private Pace pace(double rate) {
    return new Pace(rate, Duration.ofSeconds(5), time);
  }

  private void start(Pace pace, int calls) {
    Flux.range(0, calls)
        .concatMap(i -> pace.slot().thenReturn(i), 1)
        .subscribe(i -> starts.add(time.now(TimeUnit.NANOSECONDS)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 30, 500})
  void callsStartEvenlyAndNeverMoreThanTheRateInAnySecond(int rate) {
    start(pace(rate), 100_000);
    time.advanceTimeBy(Duration.ofMinutes(1));
    assertThat(starts.size()).isBetween(60 * rate, 60 * rate + 1);
    for (int i = rate; i < starts.size(); i++) {
      assertThat(starts.get(i) - starts.get(i - rate)).isGreaterThanOrEqualTo(SECOND);
    }
  }

  @Test
  void aLongQueueSlowsItUntilTheQueueIsShortAgain() {
    Pace pace = pace(100);
    pace.queueTime(Duration.ofSeconds(4));
    assertThat(pace.callsPerSecond()).isEqualTo(100);
    pace.queueTime(Duration.ofSeconds(6));
    assertThat(pace.callsPerSecond()).isEqualTo(50);
    time.advanceTimeBy(Duration.ofSeconds(1));
    pace.queueTime(Duration.ofSeconds(6));
    assertThat(pace.callsPerSecond()).isBetween(29.0, 31.0);
    time.advanceTimeBy(Duration.ofSeconds(10));
    assertThat(pace.callsPerSecond()).isEqualTo(100);
  }

  @Test
  void aQueueThatIsTooLongIsWaitedOut() {
    Pace pace = pace(100);
    pace.queueTime(Duration.ofSeconds(25));
    start(pace, 10);
    time.advanceTimeBy(Duration.ofSeconds(19));
    assertThat(starts).isEmpty();
    time.advanceTimeBy(Duration.ofSeconds(2));
    assertThat(starts).hasSize(10);
  }

  @Test
  void twiliosQueueGetsShorterAsTimeGoesByThoughNobodyIsCalled() {
    Pace pace = pace(10);
    assertThat(pace.queueTime()).isZero();
    pace.queueTime(Duration.ofHours(2));
    assertThat(pace.queueTime()).isEqualTo(Duration.ofHours(2));
    time.advanceTimeBy(Duration.ofMinutes(90));
    assertThat(pace.queueTime()).isEqualTo(Duration.ofMinutes(30));
    time.advanceTimeBy(Duration.ofMinutes(31));
    assertThat(pace.queueTime()).isZero();
  }

  @Test
  void whereNothingIsAnsweredFewAreTried() {
    Pace pace = pace(30);
    Flux.range(0, 100_000)
        .concatMap(i -> pace.slot().then(Mono.fromRunnable(pace::unanswered)).thenReturn(i), 1)
        .subscribe(i -> starts.add(time.now(TimeUnit.NANOSECONDS)));
    time.advanceTimeBy(Duration.ofMinutes(10));
    assertThat(starts).hasSizeBetween(10, 30);
    int before = starts.size();
    pace.answered();
    time.advanceTimeBy(Duration.ofMinutes(1));
    assertThat(starts.size()).isGreaterThan(before + 4);
  }

  @Test
  void someThatAreNotAnsweredSlowNothing() {
    Pace pace = pace(100);
    for (int i = 0; i < 100; i++) {
      pace.unanswered();
      if (i % 4 == 3) {
        pace.answered();
      }
    }
    assertThat(pace.callsPerSecond()).isEqualTo(100);
  }

  @Test
  void pausedItGrantsNothingAndResumedItDoesNotCatchUp() {
    Pace pace = pace(10);
    start(pace, 1_000);
    time.advanceTimeBy(Duration.ofSeconds(1));
    pace.pause();
    int before = starts.size();
    time.advanceTimeBy(Duration.ofMinutes(1));
    assertThat(starts.size()).isLessThanOrEqualTo(before + 1);
    pace.resume();
    time.advanceTimeBy(Duration.ofSeconds(1));
    assertThat(starts.size() - before).isBetween(10, 12);
  }

  @Test
  void stoppedItLetsEverybodyGo() {
    Pace pace = pace(1);
    pace.pause();
    start(pace, 10);
    pace.stop();
    assertThat(starts).hasSize(10);
  }
}
