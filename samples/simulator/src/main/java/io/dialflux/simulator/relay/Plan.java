package io.dialflux.simulator.relay;

import java.io.InterruptedIOException;
import java.util.Random;
import java.util.Set;

/** What is done to one answer. Used by one thread at a time. */
final class Plan {
  /** More pauses than these would only make an answer slow. */
  private static final int MOST_PAUSES = 6;

  final Random random;
  final long dripMillis;
  private final Set<RelayBehaviour> behaviours;
  private final RelayScript script;
  private final int delayMillis;
  private int pauses;

  Plan(
      Set<RelayBehaviour> behaviours,
      Random random,
      RelayScript script,
      int delayMillis,
      long dripMillis) {
    this.behaviours = behaviours;
    this.random = random;
    this.script = script;
    this.delayMillis = delayMillis;
    this.dripMillis = dripMillis;
  }

  boolean has(RelayBehaviour behaviour) {
    return behaviours.contains(behaviour);
  }

  /** Counts a behaviour that is really done now. */
  boolean does(RelayBehaviour behaviour) {
    boolean does = behaviours.contains(behaviour);
    if (does) {
      script.done(behaviour);
    }
    return does;
  }

  /** From 0 to a bound, which is not reached. */
  int below(int bound) {
    return random.nextInt(bound);
  }

  boolean oneIn(int cases) {
    return random.nextInt(cases) == 0;
  }

  @SafeVarargs
  final <T> T oneOf(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** Pauses at a boundary, where delays are planned. */
  void boundary() throws InterruptedIOException {
    if (has(RelayBehaviour.DELAYS) && pauses < MOST_PAUSES && oneIn(3)) {
      script.done(RelayBehaviour.DELAYS);
      pauses++;
      sleep(below(delayMillis + 1));
    }
  }

  void sleep(long millis) throws InterruptedIOException {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("the relay is being closed");
    }
  }
}
