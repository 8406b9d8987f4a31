package io.dialflux.simulator;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Chooses each request's fault: what the script says first, and by rate when it says nothing. */
final class FaultScript {
  private final long seed;
  private final AtomicLong creates = new AtomicLong();
  private final AtomicLong others = new AtomicLong();
  private final Queue<Fault> nextCreates = new ConcurrentLinkedQueue<>();
  private final Queue<Fault> nextRequests = new ConcurrentLinkedQueue<>();
  private volatile Faults rates;

  FaultScript(long seed, Faults rates) {
    this.seed = seed;
    this.rates = rates;
  }

  Faults rates() {
    return rates;
  }

  void rates(Faults faults) {
    this.rates = faults;
  }

  void nextCreates(List<Fault> faults) {
    nextCreates.addAll(faults);
  }

  void nextRequests(List<Fault> faults) {
    nextRequests.addAll(faults);
  }

  Fault next(boolean create) {
    Fault scripted = scripted(create);
    if (scripted != null) {
      return scripted;
    }
    long number = (create ? creates : others).getAndIncrement();
    return rates.at(create, Hash.unit(Hash.of(create ? seed : ~seed, number)));
  }

  private @Nullable Fault scripted(boolean create) {
    Fault fault = create ? nextCreates.poll() : null;
    return fault == null ? nextRequests.poll() : fault;
  }
}
