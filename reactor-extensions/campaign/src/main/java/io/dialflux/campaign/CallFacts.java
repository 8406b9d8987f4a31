package io.dialflux.campaign;

import com.google.errorprone.annotations.CheckReturnValue;
import io.dialflux.call.AnsweredBy;
import io.dialflux.call.Call;
import io.dialflux.call.CallStatus;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call, from wherever: a status callback, Twilio's list, the answer to a create,
 * or the application that talks to the callee. Facts are only ever {@linkplain #and added}, and the
 * order in which they come, or come again, changes nothing: of two statuses the later in a call's
 * life counts, so no sequence number is needed. Immutable.
 */
@CheckReturnValue
public final class CallFacts {
  private static final Duration AT_ONCE = Duration.ofSeconds(2);

  private final String callSid;
  private final @Nullable String attemptId;
  private final CallStatus status;
  private final @Nullable AnsweredBy answeredBy;
  private final @Nullable Duration duration;
  private final @Nullable BigDecimal price;
  private final @Nullable String priceUnit;
  private final boolean abandoned;
  private final boolean hungUp;

  private CallFacts(
      String callSid,
      @Nullable String attemptId,
      CallStatus status,
      @Nullable AnsweredBy answeredBy,
      @Nullable Duration duration,
      @Nullable BigDecimal price,
      @Nullable String priceUnit,
      boolean abandoned,
      boolean hungUp) {
    this.callSid = callSid;
    this.attemptId = attemptId;
    this.status = status;
    this.answeredBy = answeredBy;
    this.duration = duration;
    this.price = price;
    this.priceUnit = priceUnit;
    this.abandoned = abandoned;
    this.hungUp = hungUp;
  }

  /**
   * {@return that there is a call}
   *
   * @param callSid its SID
   */
  public static CallFacts of(String callSid) {
    Objects.requireNonNull(callSid, "callSid");
    return new CallFacts(callSid, null, CallStatus.QUEUED, null, null, null, null, false, false);
  }

  /**
   * {@return what Twilio's answer says of a call}
   *
   * @param call as fetched or listed
   */
  public static CallFacts of(Call call) {
    CallFacts facts =
        of(call.sid())
            .status(call.status())
            .answeredBy(call.answeredBy())
            .duration(call.duration());
    return call.price() == null || call.priceUnit() == null
        ? facts
        : facts.price(call.price(), call.priceUnit());
  }

  /**
   * {@return this, with the attempt that placed the call}
   *
   * @param attemptId proved by its signature or found in the call's events
   */
  public CallFacts attempt(String attemptId) {
    Objects.requireNonNull(attemptId, "attemptId");
    return new CallFacts(
        callSid, attemptId, status, answeredBy, duration, price, priceUnit, abandoned, hungUp);
  }

  /**
   * {@return this, with how the call stands or stood}
   *
   * @param status also one of earlier in its life
   */
  public CallFacts status(CallStatus status) {
    Objects.requireNonNull(status, "status");
    return new CallFacts(
        callSid, attemptId, status, answeredBy, duration, price, priceUnit, abandoned, hungUp);
  }

  /**
   * {@return this, with who or what picked up}
   *
   * @param answeredBy null where that is not known
   */
  public CallFacts answeredBy(@Nullable AnsweredBy answeredBy) {
    return new CallFacts(
        callSid, attemptId, status, answeredBy, duration, price, priceUnit, abandoned, hungUp);
  }

  /**
   * {@return this, with how long the call lasted}
   *
   * @param duration in whole seconds; null where that is not known
   */
  public CallFacts duration(@Nullable Duration duration) {
    Duration whole = duration == null ? null : duration.truncatedTo(ChronoUnit.SECONDS);
    return new CallFacts(
        callSid, attemptId, status, answeredBy, whole, price, priceUnit, abandoned, hungUp);
  }

  /**
   * {@return this, with the charge}
   *
   * @param price negative, as Twilio has it
   * @param unit its currency
   */
  public CallFacts price(BigDecimal price, String unit) {
    Objects.requireNonNull(price, "price");
    Objects.requireNonNull(unit, "unit");
    BigDecimal plain = new BigDecimal(price.toPlainString());
    return new CallFacts(
        callSid, attemptId, status, answeredBy, duration, plain, unit, abandoned, hungUp);
  }

  /**
   * {@return this, with that the person who answered was not spoken to in time. Only the
   * application that serves the call's TwiML can know}
   */
  public CallFacts abandoned() {
    return new CallFacts(
        callSid, attemptId, status, answeredBy, duration, price, priceUnit, true, hungUp);
  }

  /**
   * {@return this, with whether it was hung up for being one too many, so that its end says nothing
   * of its lead}
   *
   * @param hungUp whether it was
   */
  public CallFacts hungUp(boolean hungUp) {
    return new CallFacts(
        callSid, attemptId, status, answeredBy, duration, price, priceUnit, abandoned, hungUp);
  }

  /**
   * {@return all that either knows; where they contradict each other, the same whichever comes
   * first}
   *
   * @param other of the same call
   */
  public CallFacts and(CallFacts other) {
    if (!callSid.equals(other.callSid)) {
      throw new IllegalArgumentException("other must be of the same call");
    }
    boolean others = higher(other.price, other.priceUnit, price, priceUnit);
    return new CallFacts(
        callSid,
        attemptId == null ? other.attemptId : attemptId,
        later(status, other.status) ? status : other.status,
        surer(answeredBy, other.answeredBy) ? answeredBy : other.answeredBy,
        longer(duration, other.duration) ? duration : other.duration,
        others ? other.price : price,
        others ? other.priceUnit : priceUnit,
        abandoned || other.abandoned,
        hungUp || other.hungUp);
  }

  private static boolean later(CallStatus one, CallStatus other) {
    int difference = stage(one) - stage(other);
    return difference == 0 ? one.value().compareTo(other.value()) >= 0 : difference > 0;
  }

  private static int stage(CallStatus status) {
    return switch (status.value()) {
      case "queued" -> 0;
      case "initiated" -> 1;
      case "ringing" -> 2;
      case "in-progress" -> 3;
      default -> status.isTerminal() ? 4 : 0;
    };
  }

  private static boolean surer(@Nullable AnsweredBy one, @Nullable AnsweredBy other) {
    if (one == null || other == null) {
      return other == null;
    }
    boolean known = !one.equals(AnsweredBy.UNKNOWN);
    boolean otherKnown = !other.equals(AnsweredBy.UNKNOWN);
    return known == otherKnown ? one.value().compareTo(other.value()) >= 0 : known;
  }

  private static boolean longer(@Nullable Duration one, @Nullable Duration other) {
    return other == null || one != null && one.compareTo(other) >= 0;
  }

  private static boolean higher(
      @Nullable BigDecimal one,
      @Nullable String unit,
      @Nullable BigDecimal other,
      @Nullable String otherUnit) {
    if (one == null || unit == null || other == null || otherUnit == null) {
      return one != null && other == null;
    }
    int difference = one.abs().compareTo(other.abs());
    return difference == 0 ? unit.compareTo(otherUnit) > 0 : difference > 0;
  }

  /** {@return the call's SID} */
  public String callSid() {
    return callSid;
  }

  /** {@return the attempt that placed it; null where that is told by the SID alone} */
  public @Nullable String attemptId() {
    return attemptId;
  }

  /** {@return the latest status known} */
  public CallStatus status() {
    return status;
  }

  /** {@return who or what picked up; null where that is not known} */
  public @Nullable AnsweredBy answeredBy() {
    return answeredBy;
  }

  /** {@return how long it lasted; null where that is not known} */
  public @Nullable Duration duration() {
    return duration;
  }

  /** {@return the charge, negative; null where that is not known} */
  public @Nullable BigDecimal price() {
    return price;
  }

  /** {@return the currency of the charge; null where there is none} */
  public @Nullable String priceUnit() {
    return priceUnit;
  }

  /** {@return whether the application said that the callee was not spoken to in time} */
  public boolean isAbandoned() {
    return abandoned;
  }

  /** {@return whether it was hung up for being one too many} */
  public boolean isHungUp() {
    return hungUp;
  }

  /** {@return where the call's lead stands by it; {@link LeadState#PLACED} until it has ended} */
  public LeadState end() {
    return switch (status.value()) {
      case "completed" -> isMachine() ? LeadState.MACHINE : LeadState.COMPLETED;
      case "busy" -> LeadState.BUSY;
      case "no-answer" -> LeadState.NO_ANSWER;
      case "failed" -> LeadState.FAILED;
      case "canceled" -> LeadState.CANCELED;
      default -> LeadState.PLACED;
    };
  }

  private boolean isMachine() {
    return answeredBy != null
        && (answeredBy.value().startsWith("machine") || answeredBy.equals(AnsweredBy.FAX));
  }

  /**
   * {@return whether it was answered, by no machine that is known of, and lasted 2 seconds at most}
   */
  public boolean endedAtOnce() {
    return end() == LeadState.COMPLETED && duration != null && duration.compareTo(AT_ONCE) <= 0;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CallFacts facts
        && callSid.equals(facts.callSid)
        && Objects.equals(attemptId, facts.attemptId)
        && status.equals(facts.status)
        && Objects.equals(answeredBy, facts.answeredBy)
        && Objects.equals(duration, facts.duration)
        && Objects.equals(price, facts.price)
        && Objects.equals(priceUnit, facts.priceUnit)
        && abandoned == facts.abandoned
        && hungUp == facts.hungUp;
  }

  @Override
  public int hashCode() {
    return callSid.hashCode();
  }

  @Override
  public String toString() {
    return "CallFacts[" + callSid + ", " + status + "]";
  }
}
