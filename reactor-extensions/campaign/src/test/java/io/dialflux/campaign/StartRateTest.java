package io.dialflux.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.test.scheduler.VirtualTimeScheduler;

class StartRateTest {
  private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
  private final StartRate rate = new StartRate(time);

  @Test
  void itIsTheMeanOfTheLastSeconds() {
    start(5);
    assertThat(rate.perSecond()).as("at once").isEqualTo(5);
    for (int second = 0; second < 20; second++) {
      time.advanceTimeBy(Duration.ofSeconds(1));
      start(3);
    }
    assertThat(rate.perSecond()).isEqualTo(3);
    time.advanceTimeBy(Duration.ofSeconds(4));
    assertThat(rate.perSecond()).isBetween(1.5, 2.5);
    time.advanceTimeBy(Duration.ofMinutes(5));
    assertThat(rate.perSecond()).isZero();
  }

  private void start(int creates) {
    for (int i = 0; i < creates; i++) {
      rate.started();
    }
  }
}
