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

  @Nullable String to() {
    return to;
  }

  @Nullable String from() {
    return from;
  }

  @Nullable String parentCallSid() {
    return parentCallSid;
  }

  @Nullable CallStatus status() {
    return status;
  }

  boolean startedOpen() {
    return started.open();
  }

  /** Whether calls may have to be looked at in vain, so that a page can take long. */
  boolean searches() {
    return to == null && parentCallSid == null && (from != null || status != null || !ended.open());
  }

  /**
   * A time before which no call that passes was created.
   *
   * @param wait the longest time in milliseconds from creation to start
   * @param life the longest time in milliseconds from creation to end
   */
  long createdFrom(long wait, long life) {
    return Math.max(earlier(started.fromMillis(), wait), earlier(ended.fromMillis(), life));
  }

  /** A time at and after which no call that passes was created. */
  long createdBefore() {
    return Math.min(started.beforeMillis(), ended.beforeMillis());
  }

  private static long earlier(long millis, long by) {
    return millis == Long.MIN_VALUE ? millis : millis - by;
  }

  /** Numbers, which is what most calls fail by and costs least. */
  boolean matches(CallOrder order) {
    return (to == null || to.equals(order.to())) && (from == null || from.equals(order.from()));
  }

  boolean matches(CallState state) {
    return (status == null || status == state.status())
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
