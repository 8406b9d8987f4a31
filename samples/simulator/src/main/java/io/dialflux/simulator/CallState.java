package io.dialflux.simulator;

import io.dialflux.simulator.PlacedCall.Ending;
import org.jspecify.annotations.Nullable;

/** A call's state at one moment; a time that is not known yet, or never will be, is -1. */
record CallState(
    CallStatus status, long startedAt, long answeredAt, long endedAt, AnsweredBy detected) {

  enum AnsweredBy {
    UNDETECTED(null),
    HUMAN("human"),
    MACHINE("machine_start");

    final @Nullable String wire;

    AnsweredBy(@Nullable String wire) {
      this.wire = wire;
    }
  }

  static CallState queued(long createdAt) {
    return new CallState(CallStatus.QUEUED, -1, -1, -1, AnsweredBy.UNDETECTED);
  }

  static CallState neverDialled(Ending ending) {
    return new CallState(ending.status(), -1, -1, ending.at(), AnsweredBy.UNDETECTED);
  }

  static CallState ringing(long startedAt) {
    return new CallState(CallStatus.RINGING, startedAt, -1, -1, AnsweredBy.UNDETECTED);
  }

  static CallState inProgress(long startedAt, long answeredAt, AnsweredBy detected) {
    return new CallState(CallStatus.IN_PROGRESS, startedAt, answeredAt, -1, detected);
  }

  boolean answered() {
    return answeredAt >= 0 && (endedAt < 0 || answeredAt <= endedAt);
  }

  /** The seconds talked: 0 when nobody answered. */
  long seconds() {
    return answered() && endedAt >= 0 ? (endedAt - answeredAt) / 1000 : 0;
  }

  long updatedAt(long createdAt) {
    return Math.max(
        Math.max(createdAt, startedAt), Math.max(answered() ? answeredAt : -1, endedAt));
  }
}
