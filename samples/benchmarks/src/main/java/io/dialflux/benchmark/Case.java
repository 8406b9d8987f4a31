package io.dialflux.benchmark;

import io.dialflux.benchmark.server.Behaviour;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One contender under one set of conditions.
 *
 * @param settings its arguments
 * @param heapMb its -Xmx
 * @param directMb its -XX:MaxDirectMemorySize
 */
record Case(
    String work,
    String contender,
    Behaviour behaviour,
    Map<String, Integer> settings,
    int heapMb,
    int directMb) {
  private static final int HEAP = 256;
  private static final int DIRECT = 64;

  static Case create(String contender, int latencyMillis, int inFlight) {
    return new Case("create", contender, Behaviour.after(latencyMillis), Map.of(), HEAP, DIRECT)
        .with("in_flight", inFlight);
  }

  static Case list(String contender, Behaviour behaviour) {
    return new Case("list", contender, behaviour, Map.of(), HEAP, DIRECT).with("connections", 4);
  }

  static Case dial(String contender, int latencyMillis, int inFlight) {
    return new Case("dial", contender, Behaviour.after(latencyMillis), Map.of(), HEAP, DIRECT)
        .with("in_flight", inFlight)
        .withConnections();
  }

  /** A list of this length loaded, and a part of it dialled. */
  static Case ledger(int leads, int dialled, int inFlight) {
    return new Case("ledger", "campaign", Behaviour.AT_ONCE, Map.of(), HEAP, DIRECT)
        .with("leads", leads)
        .with("dialled", dialled)
        .with("in_flight", inFlight)
        .withConnections();
  }

  static Case pace(int seconds) {
    return new Case("pace", "campaign", Behaviour.AFTER_50, Map.of(), HEAP, DIRECT)
        .with("seconds", seconds);
  }

  Case with(String name, int value) {
    Map<String, Integer> more = new TreeMap<>(settings);
    more.put(name, value);
    return new Case(work, contender, behaviour, more, heapMb, directMb);
  }

  /**
   * With as many connections as creates are under way, and the one that Dialflux leaves to reads.
   */
  Case withConnections() {
    return with("connections", settings.get("in_flight") + 1);
  }

  Case memory(int heap, int direct) {
    return new Case(work, contender, behaviour, settings, heap, direct);
  }

  List<String> arguments(int port) {
    List<String> arguments = new ArrayList<>();
    arguments.add("work=" + work);
    arguments.add("contender=" + contender);
    arguments.add("port=" + port);
    settings.forEach((name, value) -> arguments.add(name + "=" + value));
    return arguments;
  }

  /** For file names and JSON. */
  String name() {
    StringBuilder name = new StringBuilder(work).append('-').append(contender).append('-');
    name.append(behaviour.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    settings.forEach(
        (setting, value) -> name.append('-').append(setting).append('-').append(value));
    return name.append("-heap-").append(heapMb).append("-direct-").append(directMb).toString();
  }
}
