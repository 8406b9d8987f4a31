package io.dialflux.simulator;

/**
 * Twilio's queue of one account: calls leave it in the order of their creation, at most so many per
 * second. Nothing runs on its own; whoever looks at a call first lets leave what is due. Guarded by
 * {@link AccountCalls}.
 */
final class DialQueue {
  /** What waits longer is canceled, and so much work is accepted. */
  static final long LONGEST_WAIT_MILLIS = 24L * 60 * 60 * 1000;

  private static final long NANOS_PER_MILLI = 1_000_000;

  private final CallLog log;
  private final Leaving leaving;
  private long gapNanos;
  private long head;
  private long nextSlotNanos;
  private long waiting;

  /** Learns how calls leave the queue. */
  interface Leaving {
    void dialled(PlacedCall call);

    void expired(PlacedCall call);
  }

  DialQueue(CallLog log, double callsPerSecond, Leaving leaving) {
    this.log = log;
    this.leaving = leaving;
    callsPerSecond(callsPerSecond);
  }

  void callsPerSecond(double rate) {
    gapNanos = Math.round(1_000_000_000 / rate);
  }

  /** Twilio's {@code queue_time} of a call that is created now. */
  int waitMillis(long now) {
    long untilNextSlot = Math.max(0, nextSlotNanos - now * NANOS_PER_MILLI);
    long wait = (untilNextSlot + waiting * gapNanos) / NANOS_PER_MILLI;
    return (int) Math.min(Integer.MAX_VALUE, wait);
  }

  /** Whether as many calls wait as leave the queue in 24 hours; one may always wait. */
  boolean full() {
    return waiting >= Math.max(1, LONGEST_WAIT_MILLIS * NANOS_PER_MILLI / gapNanos);
  }

  /** From when on the next call can leave. */
  long nextSlotMillis() {
    return (nextSlotNanos + NANOS_PER_MILLI - 1) / NANOS_PER_MILLI;
  }

  long waiting() {
    return waiting;
  }

  /** The index of the oldest call that may still wait. */
  long head() {
    return head;
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
      if (call.ending() == null && !leaves(call, now * NANOS_PER_MILLI)) {
        return;
      }
    }
  }

  private boolean leaves(PlacedCall call, long nowNanos) {
    long slot = Math.max(nextSlotNanos, call.createdAt * NANOS_PER_MILLI);
    long expiry = (call.createdAt + LONGEST_WAIT_MILLIS) * NANOS_PER_MILLI;
    if (slot > expiry && nowNanos >= expiry) {
      left();
      call.end(CallStatus.CANCELED, expiry / NANOS_PER_MILLI);
      leaving.expired(call);
      return true;
    }
    if (slot > nowNanos) {
      return false;
    }
    call.dial(slot / NANOS_PER_MILLI);
    nextSlotNanos = slot + gapNanos;
    left();
    leaving.dialled(call);
    return true;
  }
}
