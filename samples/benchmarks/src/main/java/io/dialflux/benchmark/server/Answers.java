package io.dialflux.benchmark.server;

import java.lang.management.ManagementFactory;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** What all connections answer with, and what they count. */
final class Answers {
  final LongAdder requests = new LongAdder();
  final LongAdder connections = new LongAdder();
  final CreatedCall created = new CreatedCall();
  private final Map<Behaviour, Pages> pages = new EnumMap<>(Behaviour.class);

  /** A behaviour's pages, encoded when they are first asked for. */
  synchronized Pages pages(Behaviour behaviour) {
    return pages.computeIfAbsent(behaviour, Pages::new);
  }

  /** Counts since the start, a name and a value in each line. */
  String figures() {
    var system =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return "requests "
        + requests.sum()
        + "\nconnections "
        + connections.sum()
        + "\ncpu_nanos "
        + system.getProcessCpuTime()
        + "\n";
  }
}
