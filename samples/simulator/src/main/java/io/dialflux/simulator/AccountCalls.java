package io.dialflux.simulator;

import org.jspecify.annotations.Nullable;

/** All calls of an account. What changes a call happens under this object's lock, briefly. */
final class AccountCalls {
  private final CallLog log = new CallLog();
  private final CallSids sids;
  private final DialQueue queue;
  private final CallLife life;
  private final Oracle oracle;

  AccountCalls(CallSids sids, double callsPerSecond, CallLife life, Oracle oracle) {
    this.sids = sids;
    this.queue = new DialQueue(log, callsPerSecond);
    this.life = life;
    this.oracle = oracle;
  }

  synchronized PlacedCall place(CallOrder order, long now) {
    queue.drain(now);
    PlacedCall call = new PlacedCall(log.size(), now, queue.waitMillis(now), order);
    log.append(call);
    queue.entered();
    oracle.placed(order);
    return call;
  }

  /** Lets dial what is due, so that {@link #state} is right at this time. */
  synchronized void drain(long now) {
    queue.drain(now);
  }

  CallState state(PlacedCall call, long now) {
    return life.at(call, now);
  }

  /** The calls placed so far; their sequence numbers are below this. */
  long size() {
    return log.size();
  }

  /** The call of a sequence number, unless it was deleted. */
  @Nullable PlacedCall at(long sequence) {
    PlacedCall call = log.get(sequence);
    return call.deleted() ? null : call;
  }

  @Nullable PlacedCall find(String sid) {
    long sequence = sids.sequence(sid);
    return sequence < 0 || sequence >= log.size() ? null : at(sequence);
  }

  String sid(PlacedCall call) {
    return sids.sid(call.sequence);
  }

  /** The sequence number that a SID stands for, also of a deleted call; -1 for a foreign SID. */
  long sequence(String sid) {
    long sequence = sids.sequence(sid);
    return sequence < log.size() ? sequence : -1;
  }

  /** Ends a call that is queued or ringing; in any other state nothing happens. */
  synchronized void cancel(PlacedCall call, long now) {
    queue.drain(now);
    CallStatus status = state(call, now).status();
    if (status == CallStatus.QUEUED || status == CallStatus.RINGING) {
      end(call, CallStatus.CANCELED, now);
    }
  }

  /** Ends a call in any live state; an ended call stays as it is. */
  synchronized void complete(PlacedCall call, long now) {
    queue.drain(now);
    if (state(call, now).status().live) {
      end(call, CallStatus.COMPLETED, now);
    }
  }

  /** Ends an answered call when its new time limit is reached, or at once when it already is. */
  synchronized void limit(PlacedCall call, int seconds, long now) {
    queue.drain(now);
    CallState state = state(call, now);
    long end = Math.max(now, state.answeredAt() + seconds * 1000L);
    if (state.status() == CallStatus.IN_PROGRESS && state(call, end).status().live) {
      call.end(CallStatus.COMPLETED, end);
    }
  }

  /** False when the call is not over yet, so cannot be deleted. */
  synchronized boolean delete(PlacedCall call, long now) {
    queue.drain(now);
    boolean over = !state(call, now).status().live;
    if (over) {
      call.delete();
    }
    return over;
  }

  private void end(PlacedCall call, CallStatus status, long now) {
    if (!call.dialled()) {
      queue.left();
      oracle.neverRang(call.order);
    }
    call.end(status, now);
  }
}
