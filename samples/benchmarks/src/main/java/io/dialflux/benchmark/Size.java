package io.dialflux.benchmark;

/**
 * How much is measured.
 *
 * @param rounds how often contenders are compared; every other round runs in reverse order
 * @param warmupMillis before a create run is measured
 * @param slowWarmupMillis the same where the server's latency leaves the compiler fewer calls
 * @param millis how long a create run is measured
 * @param briefWarmupMillis the same for rows that are looked at once and briefly
 * @param briefMillis how long those are measured
 * @param warmupPages listed before a list run is measured
 * @param pages how many pages of 1,000 calls a list run reads
 * @param memoryPages how many pages a small heap must live through
 * @param historyDays how many days a small heap must live through, of 10,000 calls each
 * @param manyLeads how long the longest list is
 * @param dialledLeads how much of it is dialled
 * @param paceSeconds how long a pace is kept
 * @param jmhIterations measured, and as many to warm up
 */
record Size(
    int rounds,
    int warmupMillis,
    int slowWarmupMillis,
    int millis,
    int briefWarmupMillis,
    int briefMillis,
    int warmupPages,
    int pages,
    int memoryPages,
    int historyDays,
    int manyLeads,
    int dialledLeads,
    int paceSeconds,
    int jmhIterations) {

  static Size of(String name) {
    return switch (name) {
      case "full" ->
          new Size(
              5, 5_000, 10_000, 4_000, 4_000, 2_000, 400, 1_000, 40, 1_000, 1_000_000, 200_000, 60,
              5);
      case "quick" ->
          new Size(1, 2_000, 2_000, 1_500, 1_500, 1_000, 20, 60, 10, 60, 100_000, 20_000, 5, 2);
      default -> throw new IllegalArgumentException("size must be full or quick");
    };
  }
}
