package io.dialflux.campaign;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * After which ends of a call its lead is called again, when, and how often. Kept in the ledger with
 * the campaign, so that every process that hears of an end decides alike. Immutable; an option
 * returns a new one.
 *
 * <pre>{@code
 * RetryByOutcome.none().busy(Duration.ofMinutes(10), 3).noAnswer(Duration.ofHours(2), 2)
 * }</pre>
 */
@CheckReturnValue
public final class RetryByOutcome {
  private static final RetryByOutcome NONE = new RetryByOutcome(Map.of());
  private static final Pattern ONE = Pattern.compile("([a-z-]+)=([0-9]{1,4})x(P[0-9A-Z.]+)");
  private static final int MOST = 1_000;

  private final Map<LeadState, Again> again;

  private RetryByOutcome(Map<LeadState, Again> again) {
    this.again = again;
  }

  /** {@return the default: nobody is called again} */
  public static RetryByOutcome none() {
    return NONE;
  }

  /**
   * {@return this, with calls after a busy line}
   *
   * @param delay from when its end was known
   * @param most so many of them for a lead; 0 to 1,000
   */
  public RetryByOutcome busy(Duration delay, int most) {
    return with(LeadState.BUSY, delay, most);
  }

  /**
   * {@return this, with calls after one that nobody answered}
   *
   * @param delay from when its end was known
   * @param most so many of them for a lead; 0 to 1,000
   */
  public RetryByOutcome noAnswer(Duration delay, int most) {
    return with(LeadState.NO_ANSWER, delay, most);
  }

  /**
   * {@return this, with calls after one that could not be put through}
   *
   * @param delay from when its end was known
   * @param most so many of them for a lead; 0 to 1,000
   */
  public RetryByOutcome failed(Duration delay, int most) {
    return with(LeadState.FAILED, delay, most);
  }

  /**
   * {@return this, with calls after one that a machine answered, which Twilio tells only where the
   * template asks for {@linkplain io.dialflux.call.CallTemplate#machineDetection machine
   * detection}}
   *
   * @param delay from when that, and its end, was known
   * @param most so many of them for a lead; 0 to 1,000
   */
  public RetryByOutcome machine(Duration delay, int most) {
    return with(LeadState.MACHINE, delay, most);
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @param text as {@code busy=3xPT10M,no-answer=2xPT2H}: outcomes {@code busy}, {@code no-answer},
   *     {@code failed} and {@code machine}, each once; empty for none
   * @return the rule
   * @throws IllegalArgumentException saying what is wrong
   */
  public static RetryByOutcome parse(String text) {
    RetryByOutcome rule = NONE;
    for (String one : text.isBlank() ? new String[0] : text.strip().split("\\s*,\\s*")) {
      Matcher parts = ONE.matcher(one);
      if (!parts.matches()) {
        throw new IllegalArgumentException("'" + one + "' is no retry, as busy=3xPT10M");
      }
      LeadState outcome = outcome(parts.group(1));
      if (rule.again.containsKey(outcome)) {
        throw new IllegalArgumentException("'" + parts.group(1) + "' is there twice");
      }
      rule = rule.with(outcome, delay(parts.group(3)), number(parts.group(2)));
    }
    return rule;
  }

  private static LeadState outcome(String name) {
    return switch (name) {
      case "busy" -> LeadState.BUSY;
      case "no-answer" -> LeadState.NO_ANSWER;
      case "failed" -> LeadState.FAILED;
      case "machine" -> LeadState.MACHINE;
      default ->
          throw new IllegalArgumentException(
              "'" + name + "' is none of busy, no-answer, failed and machine");
    };
  }

  private static Duration delay(String text) {
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("'" + text + "' is no duration, as PT10M", e);
    }
  }

  private static int number(String text) {
    return Integer.parseInt(text);
  }

  private RetryByOutcome with(LeadState outcome, Duration delay, int most) {
    Objects.requireNonNull(delay, "delay");
    if (delay.isNegative()) {
      throw new IllegalArgumentException("delay must not be negative");
    }
    if (most < 0 || most > MOST) {
      throw new IllegalArgumentException("most must be 0 to " + MOST);
    }
    Map<LeadState, Again> copy = new EnumMap<>(LeadState.class);
    copy.putAll(again);
    copy.put(outcome, new Again(delay, most));
    return new RetryByOutcome(copy);
  }

  /** {@return whether anybody is called again at all} */
  public boolean isNone() {
    return again.values().stream().allMatch(rule -> rule.most == 0);
  }

  /**
   * {@return how many calls there may be after ones that ended so}
   *
   * @param outcome the end
   */
  public int most(LeadState outcome) {
    Again rule = again.get(outcome);
    return rule == null ? 0 : rule.most;
  }

  /**
   * {@return how long to wait for the next call; null where there is none}
   *
   * @param outcome how the call ended
   * @param times how many calls to the lead ended so, this one included
   */
  public @Nullable Duration after(LeadState outcome, long times) {
    Again rule = again.get(outcome);
    return rule == null || times > rule.most ? null : rule.delay;
  }

  /** {@return the rule as {@link #parse} reads it} */
  @Override
  public String toString() {
    return again.entrySet().stream()
        .map(rule -> name(rule.getKey()) + "=" + rule.getValue())
        .collect(Collectors.joining(","));
  }

  private static String name(LeadState outcome) {
    return outcome.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RetryByOutcome rule && again.equals(rule.again);
  }

  @Override
  public int hashCode() {
    return again.hashCode();
  }

  private record Again(Duration delay, int most) {
    @Override
    public String toString() {
      return most + "x" + delay;
    }
  }
}
