package io.dialflux.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Something that a status callback can tell of. */
record CallEvent(Kind kind, long millis) {
  enum Kind {
    INITIATED,
    RINGING,
    ANSWERED,
    COMPLETED;

    static Kind parse(String wire) {
      return valueOf(wire.toUpperCase(Locale.ROOT));
    }
  }

  /** The call's events up to a state, in order. A call that was never dialled has none. */
  static List<CallEvent> upTo(CallState state) {
    List<CallEvent> events = new ArrayList<>(4);
    if (state.startedAt() >= 0) {
      events.add(new CallEvent(Kind.INITIATED, state.startedAt()));
      events.add(new CallEvent(Kind.RINGING, state.startedAt()));
      if (state.answered()) {
        events.add(new CallEvent(Kind.ANSWERED, state.answeredAt()));
      }
      if (!state.status().live) {
        events.add(new CallEvent(Kind.COMPLETED, state.endedAt()));
      }
    }
    return events;
  }

  /** {@code CallStatus} in the callback. */
  String status(CallState state) {
    return switch (kind) {
      case INITIATED -> "initiated";
      case RINGING -> "ringing";
      case ANSWERED -> "in-progress";
      case COMPLETED -> state.status().wire;
    };
  }
}
