package io.dialflux.simulator;

import java.time.Duration;

/** The clock, and those who must be told when it is moved. */
record SimulatedTime(SimulatedClock clock, Timeline timeline) {

  long millis() {
    return clock.millis();
  }

  void advance(Duration by) {
    clock.advance(by);
    timeline.clockChanged();
  }

  void speed(double speed) {
    clock.speed(speed);
    timeline.clockChanged();
  }
}
