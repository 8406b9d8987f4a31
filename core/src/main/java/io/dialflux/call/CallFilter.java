package io.dialflux.call;

import com.google.errorprone.annotations.CheckReturnValue;
import io.dialflux.internal.wire.Arguments;
import io.dialflux.internal.wire.Dates;
import io.dialflux.internal.wire.Form;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;

/**
 * Which calls to list. Immutable; an option returns a new filter, and giving it again replaces what
 * was given before. All that is given must fit. Dates are UTC, as Twilio's are.
 *
 * <p>A queued call has no start time yet, so no filter on the start finds it.
 */
@CheckReturnValue
public final class CallFilter {
  private static final CallFilter ALL = new CallFilter(Form.EMPTY);
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private final Form form;

  private CallFilter(Form form) {
    this.form = form;
  }

  /** {@return the filter that every call of the account fits, by pages of 50} */
  public static CallFilter all() {
    return ALL;
  }

  /**
   * {@return this filter, for calls to one callee}
   *
   * @param to a number, SIP address, client or SIM SID, exactly as Twilio keeps it
   */
  public CallFilter to(String to) {
    return with("To", Arguments.text("to", to));
  }

  /**
   * {@return this filter, for calls from one caller}
   *
   * @param from a number, SIP address, client or SIM SID, exactly as Twilio keeps it
   */
  public CallFilter from(String from) {
    return with("From", Arguments.text("from", from));
  }

  /**
   * {@return this filter, for calls that one call has spawned}
   *
   * @param callSid CA and 32 hexadecimal digits, of the call that spawned them
   */
  public CallFilter parentCall(String callSid) {
    return with("ParentCallSid", Arguments.sid("callSid", "CA", callSid));
  }

  /**
   * {@return this filter, for calls of one status at the time of each page}
   *
   * @param status also one that is not known here, by {@link CallStatus#of}
   */
  public CallFilter status(CallStatus status) {
    return with(
        "Status", Arguments.text("status", Objects.requireNonNull(status, "status").value()));
  }

  /**
   * {@return this filter, for calls that started on one day}
   *
   * @param date in UTC
   */
  public CallFilter startedOn(LocalDate date) {
    return with("StartTime", utc(date));
  }

  /**
   * {@return this filter, for calls that started at this instant or after it}
   *
   * @param instant to the second, as Twilio keeps them; a fraction counts as the next second
   */
  public CallFilter startedFrom(Instant instant) {
    return with("StartTime>", utc(instant));
  }

  /**
   * {@return this filter, for calls that started on this day or after it}
   *
   * @param date in UTC
   */
  public CallFilter startedFrom(LocalDate date) {
    return with("StartTime>", utc(date));
  }

  /**
   * {@return this filter, for calls that started before this instant}
   *
   * @param instant to the second, as Twilio keeps them; a fraction counts as the next second
   */
  public CallFilter startedBefore(Instant instant) {
    return with("StartTime<", utc(instant));
  }

  /**
   * {@return this filter, for calls that started before this day}
   *
   * @param date in UTC
   */
  public CallFilter startedBefore(LocalDate date) {
    return with("StartTime<", utc(date));
  }

  /**
   * {@return this filter, for calls that ended on one day}
   *
   * @param date in UTC
   */
  public CallFilter endedOn(LocalDate date) {
    return with("EndTime", utc(date));
  }

  /**
   * {@return this filter, for calls that ended at this instant or after it}
   *
   * @param instant to the second, as Twilio keeps them; a fraction counts as the next second
   */
  public CallFilter endedFrom(Instant instant) {
    return with("EndTime>", utc(instant));
  }

  /**
   * {@return this filter, for calls that ended on this day or after it}
   *
   * @param date in UTC
   */
  public CallFilter endedFrom(LocalDate date) {
    return with("EndTime>", utc(date));
  }

  /**
   * {@return this filter, for calls that ended before this instant}
   *
   * @param instant to the second, as Twilio keeps them; a fraction counts as the next second
   */
  public CallFilter endedBefore(Instant instant) {
    return with("EndTime<", utc(instant));
  }

  /**
   * {@return this filter, for calls that ended before this day}
   *
   * @param date in UTC
   */
  public CallFilter endedBefore(LocalDate date) {
    return with("EndTime<", utc(date));
  }

  /**
   * {@return this filter, with so many calls a page} A whole history reads best by 1,000.
   *
   * @param size 1 to 1,000; Twilio's 50 if not given
   */
  public CallFilter pageSize(int size) {
    return with("PageSize", Integer.toString(Arguments.range("pageSize", size, 1, 1_000)));
  }

  private static String utc(Instant instant) {
    Objects.requireNonNull(instant, "instant");
    if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
      throw new IllegalArgumentException("instant must be of the years 0 to 9999");
    }
    return Dates.utc(instant);
  }

  private static String utc(LocalDate date) {
    Objects.requireNonNull(date, "date");
    if (date.getYear() < 0 || date.getYear() > 9_999) {
      throw new IllegalArgumentException("date must be of the years 0 to 9999");
    }
    return Dates.utc(date);
  }

  Form form() {
    return form;
  }

  /** {@return the names of the filters given, without their values} */
  @Override
  public String toString() {
    return "CallFilter" + form.names();
  }

  private CallFilter with(String name, String value) {
    return new CallFilter(form.with(name, value));
  }
}
