package io.dialflux.simulator.relay;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLongArray;

/** Decides what is done to each answer, and counts what was done. */
final class RelayScript {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  final long seed;
  private final Map<RelayBehaviour, Double> rates;
  private final int delayMillis;
  private final long dripMillis;
  private final Queue<Set<RelayBehaviour>> next = new ConcurrentLinkedQueue<>();
  private final AtomicLongArray times = new AtomicLongArray(RelayBehaviour.values().length);

  RelayScript(long seed, Map<RelayBehaviour, Double> rates, Duration delay, Duration drip) {
    this.seed = seed;
    this.rates = rates;
    this.delayMillis = Math.toIntExact(delay.toMillis());
    this.dripMillis = drip.toMillis();
  }

  void nextAnswer(Set<RelayBehaviour> behaviours) {
    next.add(behaviours);
  }

  /** The plan for the n-th answer of a connection. */
  Plan plan(long connection, long answer) {
    Random random = new Random(seed + GOLDEN * (connection * 1_000_003 + answer));
    EnumSet<RelayBehaviour> drawn = EnumSet.noneOf(RelayBehaviour.class);
    for (RelayBehaviour behaviour : RelayBehaviour.values()) {
      if (random.nextDouble() < rates.get(behaviour)) {
        drawn.add(behaviour);
      }
    }
    Set<RelayBehaviour> scripted = next.poll();
    return new Plan(scripted == null ? drawn : scripted, random, this, delayMillis, dripMillis);
  }

  void done(RelayBehaviour behaviour) {
    times.incrementAndGet(behaviour.ordinal());
  }

  long times(RelayBehaviour behaviour) {
    return times.get(behaviour.ordinal());
  }
}
