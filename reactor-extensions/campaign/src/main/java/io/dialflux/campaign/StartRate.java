package io.dialflux.campaign;

import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Scheduler;

/** How many creates have started a second, of late. Thread-safe. */
final class StartRate {
  private static final int SECONDS = 10;

  private final Scheduler scheduler;
  private final long began;
  private final long[] starts = new long[SECONDS];
  private long latest;

  StartRate(Scheduler scheduler) {
    this.scheduler = scheduler;
    this.began = scheduler.now(TimeUnit.SECONDS);
    this.latest = began;
  }

  synchronized void started() {
    long second = forget();
    starts[(int) Math.floorMod(second, (long) SECONDS)]++;
  }

  /** Over the last 10 seconds, the one that goes on left out. */
  synchronized double perSecond() {
    long second = forget();
    long whole = Math.min(SECONDS - 1, second - began);
    long sum = 0;
    for (long back = 1; back <= whole; back++) {
      sum += starts[(int) Math.floorMod(second - back, (long) SECONDS)];
    }
    return whole == 0 ? starts[(int) Math.floorMod(second, (long) SECONDS)] : (double) sum / whole;
  }

  private long forget() {
    long second = scheduler.now(TimeUnit.SECONDS);
    for (long next = Math.max(latest + 1, second - SECONDS + 1); next <= second; next++) {
      starts[(int) Math.floorMod(next, (long) SECONDS)] = 0;
    }
    latest = Math.max(latest, second);
    return latest;
  }
}
