package io.dialflux.benchmark.run;

import io.dialflux.benchmark.raw.RawCall;
import io.dialflux.call.Call;
import java.util.concurrent.locks.LockSupport;

/** Takes the calls of a listing, each field of each call, as slowly as it is told to. */
final class Intake {
  private static final int PAGE_SIZE = 1_000;

  private final Checksum sum = new Checksum();
  private final long pauseNanos;
  private final long last;
  private final long begin = System.nanoTime();
  private long calls;
  private double firstMillis;
  private double liveHeapMb;

  Intake(long pauseNanos) {
    this(pauseNanos, 0);
  }

  /**
   * An intake that looks, at a call while the listing is still under way, at what is alive then.
   *
   * @param last the call's number, or 0
   */
  Intake(long pauseNanos, long last) {
    this.last = last;
    this.pauseNanos = pauseNanos;
  }

  boolean slow() {
    return pauseNanos > 0;
  }

  void take(Call call) {
    sum.add(call);
    taken(1);
  }

  void take(RawCall call) {
    sum.add(call);
    taken(1);
  }

  void take(com.twilio.rest.api.v2010.account.Call call) {
    sum.add(call);
    taken(1);
  }

  /** A page of which nothing but its size is known. */
  void takePage(long bytes) {
    taken(PAGE_SIZE);
  }

  private void taken(int more) {
    if (calls == 0) {
      firstMillis = (System.nanoTime() - begin) / 1e6;
    }
    calls += more;
    if (calls == last) {
      liveHeapMb = Usage.liveHeapMb();
    }
    if (pauseNanos > 0) {
      LockSupport.parkNanos(pauseNanos);
    }
  }

  long calls() {
    return calls;
  }

  /** What was taken, and when. */
  void figures(Figures figures) {
    figures.set("calls", calls).set("checksum", sum.sum()).set("first_call_millis", firstMillis);
    if (last > 0) {
      figures.set("live_heap_mb", liveHeapMb);
    }
    figures.set("last_call_millis", (System.nanoTime() - begin) / 1e6);
  }
}
