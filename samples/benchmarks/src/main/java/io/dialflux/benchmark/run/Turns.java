package io.dialflux.benchmark.run;

import io.dialflux.call.CallTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** When the calls of a campaign got their turns, by the campaign's own reading of its clock. */
final class Turns {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final LastLook clock;
  private final List<Long> turns = new ArrayList<>();

  Turns(LastLook clock) {
    this.clock = clock;
  }

  /** A call is made out: its turn was given by the last look at the clock. */
  CallTemplate next(CallTemplate template) {
    at(clock.last());
    return template;
  }

  synchronized void at(long nanos) {
    turns.add(nanos);
  }

  synchronized double perSecond() {
    double nanos = turns.get(turns.size() - 1) - turns.get(0);
    return (turns.size() - 1) * SECOND / nanos;
  }

  /** The most turns of any span of less than a second. */
  synchronized int mostInASecond() {
    int most = 0;
    int first = 0;
    for (int i = 0; i < turns.size(); i++) {
      while (turns.get(i) - turns.get(first) >= SECOND) {
        first++;
      }
      most = Math.max(most, i - first + 1);
    }
    return most;
  }
}
