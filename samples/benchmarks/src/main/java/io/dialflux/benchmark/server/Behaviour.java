package io.dialflux.benchmark.server;

/** How one port of the mock answers. */
public enum Behaviour {
  AT_ONCE(0),
  AFTER_50(50),
  AFTER_150(150),
  /** Pages in chunks, without a length. */
  CHUNKED(0),
  /** Pages compressed. */
  GZIP(0),
  /** One call in ten has a caller's name with escapes or characters beyond ASCII. */
  AWKWARD(0),
  /** Pages in small pieces over about a second. */
  TRICKLE(0),
  /** The simulator's past: ten million calls, each of its own. */
  HISTORY(0),
  HISTORY_150(150);

  final long latencyMillis;

  Behaviour(long latencyMillis) {
    this.latencyMillis = latencyMillis;
  }

  /** Whether calls are made up one by one, not encoded beforehand. */
  boolean generated() {
    return this == HISTORY || this == HISTORY_150;
  }

  /** The port's behaviour for a latency in milliseconds: 0, 50 or 150. */
  public static Behaviour after(int millis) {
    return switch (millis) {
      case 0 -> AT_ONCE;
      case 50 -> AFTER_50;
      case 150 -> AFTER_150;
      default -> throw new IllegalArgumentException("no port with a latency of " + millis);
    };
  }
}
