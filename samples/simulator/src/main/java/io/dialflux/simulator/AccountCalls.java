package io.dialflux.simulator;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * All calls of an account: first the generated ones, by their index, then those that were placed.
 * What changes a call happens under this object's lock, briefly.
 */
final class AccountCalls implements DialQueue.Leaving {
  private static final long LONGEST_LIFE_MILLIS = DialQueue.LONGEST_WAIT_MILLIS + 90_000_000L;

  private final GeneratedHistory history;
  private final Set<Long> deletedHistory = ConcurrentHashMap.newKeySet();
  private final CallLog log = new CallLog();
  private final NumberIndex byTo = new NumberIndex();
  private final CallSids sids;
  private final DialQueue queue;
  private final ConcurrentCalls concurrent;
  private final CallLife life;
  private final Oracle oracle;
  private CallWatch watch = CallWatch.NOBODY;
  private long lastCreatedAt;

  AccountCalls(
      CallSids sids,
      GeneratedHistory history,
      double callsPerSecond,
      ConcurrentCalls concurrent,
      CallLife life,
      Oracle oracle) {
    this.sids = sids;
    this.history = history;
    this.queue = new DialQueue(log, callsPerSecond, this);
    this.concurrent = concurrent;
    this.life = life;
    this.oracle = oracle;
  }

  /** From now on tells this one what happens. */
  synchronized void watch(CallWatch watch) {
    this.watch = watch;
  }

  /**
   * @throws ApiError when a limit of the account is reached
   */
  synchronized PlacedCall place(NewCall create, long clock) {
    // threads race from the clock to this lock, and calls are searched by a time that ascends
    long now = Math.max(clock, lastCreatedAt);
    queue.drain(now);
    if (queue.full()) {
      throw ApiError.badRequest(22005, "Call Queue Full");
    }
    if (concurrent.full(call -> !state(call, now).status().live)) {
      throw new ApiError(429, 10004, "Call concurrency limit exceeded");
    }
    CallOrder order = create.order();
    PlacedCall call = new PlacedCall(size(), now, queue.waitMillis(now), order, create.form(), -1);
    call.hooks(create.hooks());
    call.script(create.script());
    lastCreatedAt = now;
    byTo.add(order.to(), call.sequence);
    log.append(call);
    queue.entered();
    concurrent.entered(call);
    oracle.placed(order);
    watch.placed(call);
    return call;
  }

  synchronized void callsPerSecond(double rate, long now) {
    queue.drain(now);
    queue.callsPerSecond(rate);
  }

  /** How many calls wait to be dialled. */
  synchronized long waiting(long now) {
    queue.drain(now);
    return queue.waiting();
  }

  /** Lets dial what is due, so that {@link #state} is right at this time. */
  synchronized void drain(long now) {
    queue.drain(now);
  }

  /** When the next call can leave the queue. */
  synchronized long nextSlotMillis() {
    return queue.nextSlotMillis();
  }

  CallState state(PlacedCall call, long now) {
    return life.at(call, now);
  }

  /** The sequence numbers of all calls are below this. */
  long size() {
    return history.size() + log.size();
  }

  /** The calls placed so far, the generated ones not among them. */
  long placed() {
    return log.size();
  }

  /** The call of a sequence number, unless it was deleted. */
  @Nullable PlacedCall at(long sequence) {
    if (sequence < history.size()) {
      return deletedHistory.contains(sequence) ? null : history.at(sequence);
    }
    PlacedCall call = log.get(sequence - history.size());
    return call.deleted() ? null : call;
  }

  @Nullable PlacedCall find(String sid) {
    long sequence = sequence(sid);
    return sequence < 0 ? null : at(sequence);
  }

  String sid(PlacedCall call) {
    return sid(call.sequence);
  }

  String sid(long sequence) {
    return sids.sid(sequence);
  }

  /** The sequence number that a SID stands for, also of a deleted call; -1 for a foreign SID. */
  long sequence(String sid) {
    long sequence = sids.sequence(sid);
    return sequence < size() ? sequence : -1;
  }

  /** The least sequence number of a placed call that was created at this time or later. */
  long firstCreatedAtOrAfter(long millis) {
    return history.size() + log.firstCreatedAtOrAfter(millis);
  }

  /** What a filter leaves to be looked at, after {@link #drain}. */
  Candidates candidates(CallFilter filter) {
    if (filter.parentCallSid() != null) {
      long parent = sequence(filter.parentCallSid());
      boolean hasLeg = parent >= 0 && parent + 1 < history.size() && history.leg(parent + 1);
      return hasLeg ? Candidates.range(parent + 1, parent + 2) : Candidates.NONE;
    }
    Candidates placed = filter.to() == null ? placed(filter) : byTo.calls(filter.to());
    return history.calls(filter).and(placed);
  }

  private Candidates placed(CallFilter filter) {
    long from =
        log.firstCreatedAtOrAfter(
            filter.createdFrom(DialQueue.LONGEST_WAIT_MILLIS, LONGEST_LIFE_MILLIS));
    long to = log.firstCreatedAtOrAfter(filter.createdBefore());
    long head = head();
    if (filter.status() == CallStatus.QUEUED) {
      from = Math.max(from, head);
    } else if (!filter.startedOpen()) {
      to = Math.min(to, head);
    }
    return Candidates.range(history.size() + from, history.size() + to);
  }

  private synchronized long head() {
    return queue.head();
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
      watch.changed(call);
    }
  }

  /** Gives a call another script, unless it has got yet another one meanwhile. */
  synchronized void script(PlacedCall call, CallScript expected, CallScript script) {
    if (call.script() == expected) {
      call.script(script);
      watch.changed(call);
    }
  }

  /** False when the call is not over yet, so cannot be deleted. */
  synchronized boolean delete(PlacedCall call, long now) {
    queue.drain(now);
    if (state(call, now).status().live) {
      return false;
    }
    if (call.sequence < history.size()) {
      deletedHistory.add(call.sequence);
    }
    call.delete();
    return true;
  }

  private void end(PlacedCall call, CallStatus status, long now) {
    call.end(status, now);
    if (call.dialled()) {
      watch.changed(call);
    } else {
      queue.left();
      expired(call);
    }
  }

  @Override
  public void dialled(PlacedCall call) {
    watch.dialled(call);
  }

  @Override
  public void expired(PlacedCall call) {
    oracle.neverRang(call.order);
    watch.neverDialled(call);
  }
}
