package io.dialflux.simulator;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of an accepted create. How far the call has come is not kept but computed by {@link
 * CallLife}, so a waiting or finished call costs neither a timer nor an update. Times are
 * milliseconds of the {@link SimulatedClock}; writes happen under the lock of {@link AccountCalls}.
 */
final class PlacedCall {
  final long sequence;
  final long createdAt;
  final int queueMillis;
  final CallOrder order;

  /** The create as it was sent, for the call's events; null when there was none. */
  final @Nullable String form;

  /** The sequence number of the call that this one is a leg of, or -1. */
  final long parent;

  private volatile long dialledAt = -1;
  private volatile CallScript script = CallScript.NONE;
  private volatile @Nullable CallHooks hooks;
  private volatile @Nullable Ending ending;
  private volatile boolean deleted;

  /** An end that a request brought about. */
  record Ending(CallStatus status, long at) {}

  PlacedCall(
      long sequence,
      long createdAt,
      int queueMillis,
      CallOrder order,
      @Nullable String form,
      long parent) {
    this.sequence = sequence;
    this.createdAt = createdAt;
    this.queueMillis = queueMillis;
    this.order = order;
    this.form = form;
    this.parent = parent;
  }

  boolean dialled() {
    return dialledAt >= 0;
  }

  long dialledAt() {
    return dialledAt;
  }

  void dial(long at) {
    dialledAt = at;
  }

  CallScript script() {
    return script;
  }

  void script(CallScript script) {
    this.script = script;
  }

  /** The call's webhooks, if it has any that are sent. */
  @Nullable CallHooks hooks() {
    return hooks;
  }

  void hooks(@Nullable CallHooks hooks) {
    this.hooks = hooks;
  }

  @Nullable Ending ending() {
    return ending;
  }

  void end(CallStatus status, long at) {
    ending = new Ending(status, at);
  }

  boolean deleted() {
    return deleted;
  }

  void delete() {
    deleted = true;
  }
}
