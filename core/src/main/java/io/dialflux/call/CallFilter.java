package io.dialflux.call;

import io.dialflux.internal.wire.Arguments;
import io.dialflux.internal.wire.Dates;
import io.dialflux.internal.wire.Form;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Which calls to list. Immutable; an option returns a new filter, and giving it again replaces what
 * was given before. Dates are UTC, as Twilio's are.
 *
 * <p>A queued call has no start time yet, so no filter on the start finds it.
 */
public final class CallFilter {
  private static final CallFilter ALL = new CallFilter(Form.EMPTY);

  private final Form form;

  private CallFilter(Form form) {
    this.form = form;
  }

  /** Every call of the account. */
  public static CallFilter all() {
    return ALL;
  }

  /** Calls to this number, SIP address, client or SIM SID. */
  public CallFilter to(String to) {
    return with("To", Arguments.text("to", to));
  }

  /** Calls from this number, SIP address, client or SIM SID. */
  public CallFilter from(String from) {
    return with("From", Arguments.text("from", from));
  }

  /** Calls that the call of this SID has spawned. */
  public CallFilter parentCall(String callSid) {
    return with("ParentCallSid", Arguments.sid("callSid", "CA", callSid));
  }

  public CallFilter status(CallStatus status) {
    return with("Status", Arguments.text("status", status.value()));
  }

  /** Calls that started on this UTC date. */
  public CallFilter startedOn(LocalDate date) {
    return with("StartTime", Dates.utc(date));
  }

  /** Calls that started at this instant or after it, to the second. */
  public CallFilter startedFrom(Instant instant) {
    return with("StartTime>", Dates.utc(instant));
  }

  /** Calls that started on this UTC date or after it. */
  public CallFilter startedFrom(LocalDate date) {
    return with("StartTime>", Dates.utc(date));
  }

  /** Calls that started before this instant, to the second. */
  public CallFilter startedBefore(Instant instant) {
    return with("StartTime<", Dates.utc(instant));
  }

  /** Calls that started before this UTC date. */
  public CallFilter startedBefore(LocalDate date) {
    return with("StartTime<", Dates.utc(date));
  }

  /** Calls that ended on this UTC date. */
  public CallFilter endedOn(LocalDate date) {
    return with("EndTime", Dates.utc(date));
  }

  /** Calls that ended at this instant or after it, to the second. */
  public CallFilter endedFrom(Instant instant) {
    return with("EndTime>", Dates.utc(instant));
  }

  /** Calls that ended on this UTC date or after it. */
  public CallFilter endedFrom(LocalDate date) {
    return with("EndTime>", Dates.utc(date));
  }

  /** Calls that ended before this instant, to the second. */
  public CallFilter endedBefore(Instant instant) {
    return with("EndTime<", Dates.utc(instant));
  }

  /** Calls that ended before this UTC date. */
  public CallFilter endedBefore(LocalDate date) {
    return with("EndTime<", Dates.utc(date));
  }

  /** Calls a page: 1 to 1,000, Twilio's 50 if not given. A whole history reads best by 1,000. */
  public CallFilter pageSize(int size) {
    return with("PageSize", Integer.toString(Arguments.range("pageSize", size, 1, 1_000)));
  }

  Form form() {
    return form;
  }

  /** The names of the filters given, without their values. */
  @Override
  public String toString() {
    return "CallFilter" + form.names();
  }

  private CallFilter with(String name, String value) {
    return new CallFilter(form.with(name, value));
  }
}
