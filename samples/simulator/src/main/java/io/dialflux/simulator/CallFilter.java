package io.dialflux.simulator;

import org.jspecify.annotations.Nullable;

/** The filters of a list request. */
final class CallFilter {
  private final @Nullable String to;
  private final @Nullable String from;
  private final @Nullable String parentCallSid;
  private final @Nullable CallStatus status;
  private final TimeFilter started;
  private final TimeFilter ended;

  private CallFilter(Parameters query) {
    this.to = given(query, "To");
    this.from = given(query, "From");
    this.parentCallSid = given(query, "ParentCallSid");
    this.status = status(given(query, "Status"));
    this.started = TimeFilter.of(query, "StartTime");
    this.ended = TimeFilter.of(query, "EndTime");
  }

  static CallFilter of(Parameters query) {
    return new CallFilter(query);
  }

  /** No call of the simulator has a parent, so a filter by parent finds none. */
  boolean matches(CallOrder order, CallState state) {
    return parentCallSid == null
        && (to == null || to.equals(order.to()))
        && (from == null || from.equals(order.from()))
        && (status == null || status == state.status())
        && started.matches(state.startedAt())
        && ended.matches(state.endedAt());
  }

  private static @Nullable String given(Parameters query, String name) {
    String value = query.last(name);
    return value == null || value.isEmpty() ? null : value;
  }

  private static @Nullable CallStatus status(@Nullable String wire) {
    return wire == null
        ? null
        : CallStatus.parse(wire)
            .orElseThrow(
                () -> ApiError.badRequest(20422, "Parameter 'Status' is not valid: " + wire));
  }
}
