package io.dialflux.benchmark.server;

import io.dialflux.simulator.Fault;
import io.dialflux.simulator.Faults;
import io.dialflux.simulator.Simulator;
import java.time.Duration;
import java.time.Instant;

/** The simulator with a long past, at a time when its clock stands still. */
public final class GeneratedCalls {
  public static final Instant END = Instant.parse("2026-11-22T00:00:00Z");
  public static final int CALLS = 10_000_000;
  public static final int DAYS = 1_000;

  private GeneratedCalls() {}

  static Simulator start(Behaviour behaviour) {
    Faults slow =
        behaviour.latencyMillis == 0
            ? Faults.none()
            : Faults.none().onOthers(Fault.SLOW_ANSWER_AFTER_PLACING, 1);
    return Simulator.builder()
        .account(Account.SID, Account.TOKEN)
        .startTime(END)
        .clockSpeed(0)
        .history(CALLS, Duration.ofDays(DAYS))
        .faults(slow)
        .slowAnswer(Duration.ofMillis(behaviour.latencyMillis))
        .start();
  }
}
