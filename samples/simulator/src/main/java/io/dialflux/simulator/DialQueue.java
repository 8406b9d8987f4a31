package io.dialflux.simulator;

/**
 * Twilio's queue of one account: calls leave it in the order of their creation, at most so many per
 * second. Nothing runs on its own; whoever looks at a call first lets leave what is due. Guarded by
 * {@link AccountCalls}.
 */
final class DialQueue {
  private static final long NANOS_PER_MILLI = 1_000_000;

  private final CallLog log;
  private final long gapNanos;
  private long head;
  private long nextSlotNanos;
  private long waiting;

  DialQueue(CallLog log, double callsPerSecond) {
    this.log = log;
    this.gapNanos = Math.round(1_000_000_000 / callsPerSecond);
  }

  /** Twilio's {@code queue_time} of a call that is created now. */
  int waitMillis(long now) {
    long untilNextSlot = Math.max(0, nextSlotNanos - now * NANOS_PER_MILLI);
    long wait = (untilNextSlot + waiting * gapNanos) / NANOS_PER_MILLI;
    return (int) Math.min(Integer.MAX_VALUE, wait);
  }

  void entered() {
    waiting++;
  }

  void left() {
    waiting--;
  }

  void drain(long now) {
    for (; head < log.size(); head++) {
      PlacedCall call = log.get(head);
      if (call.ending() == null && !dial(call, now * NANOS_PER_MILLI)) {
        return;
      }
    }
  }

  private boolean dial(PlacedCall call, long nowNanos) {
    long slot = Math.max(nextSlotNanos, call.createdAt * NANOS_PER_MILLI);
    if (slot > nowNanos) {
      return false;
    }
    call.dial(slot / NANOS_PER_MILLI);
    nextSlotNanos = slot + gapNanos;
    left();
    return true;
  }
}
