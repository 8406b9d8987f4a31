package io.dialflux.cli;

import io.dialflux.campaign.AttemptLimit;
import io.dialflux.campaign.CallerIds;
import io.dialflux.campaign.CallingHours;
import io.dialflux.campaign.Campaign;
import io.dialflux.campaign.CampaignStore;
import io.dialflux.campaign.LeadState;
import io.dialflux.campaign.RetryByOutcome;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** Rules as they were written, into a campaign's options. */
final class RuleSet {
  private final List<RuleText> rules;
  private final boolean tellsMachines;

  /**
   * @param tellsMachines whether Twilio is asked for machines
   */
  RuleSet(List<RuleText> rules, boolean tellsMachines) {
    this.rules = rules;
    this.tellsMachines = tellsMachines;
  }

  /**
   * @throws IllegalArgumentException saying what is wrong where
   */
  Campaign on(Campaign campaign, String from) {
    Campaign ruled = hours(campaign).retry(retry());
    List<AttemptLimit> limits = new ArrayList<>(all("attempt-limit", RuleSet::limit));
    limits.addAll(all("min-gap", text -> AttemptLimit.gap(duration(text))));
    ruled = ruled.attemptLimits(limits.toArray(AttemptLimit[]::new));
    ruled = one(ruled, "max-alive", (to, text) -> to.maxAlive(number(text)));
    ruled = one(ruled, "expires", (to, text) -> to.expires(UtcTime.of(text)));
    ruled = one(ruled, "suppress", (to, text) -> to.gate(Suppressed.of(Path.of(text))));
    List<String> callers = all("caller", RuleSet::notBlank);
    return callers.isEmpty()
        ? ruled
        : ruled.callerIds(
            CallerIds.inTurn(
                Stream.concat(Stream.of(from), callers.stream()).toArray(String[]::new)));
  }

  /**
   * A time that was over before there was a campaign, or that calls were made after, is a slip,
   * which would end everybody at once.
   *
   * @throws IllegalArgumentException saying where it stands
   */
  void checkExpiry(String campaign, CampaignStore store) {
    for (RuleText rule : named("expires")) {
      Instant expires = UtcTime.of(rule.value());
      if (!expires.isAfter(Instant.now()) && !mayHavePassed(expires, campaign, store)) {
        throw rule.wrong(
            "'"
                + rule.value()
                + "' is past, and was so before the campaign or its last call: nobody would be"
                + " called");
      }
    }
  }

  /** Whether there is a campaign, with no call after a time. Reads every lead. */
  private static boolean mayHavePassed(Instant time, String campaign, CampaignStore store) {
    return store
        .leads(campaign, EnumSet.allOf(LeadState.class))
        .all(lead -> lead.intendedAt() == null || lead.intendedAt().isBefore(time))
        .filter(before -> before)
        .flatMap(before -> store.counts(campaign))
        .map(counts -> counts.leads() > 0)
        .blockOptional()
        .orElse(false);
  }

  private Campaign hours(Campaign campaign) {
    CallingHours hours = CallingHours.none();
    boolean given = false;
    for (RuleText rule : named("calling-hours")) {
      CallingHours before = hours;
      hours = parsed(rule, text -> HoursText.add(before, text));
      given = true;
    }
    List<LocalDate> holidays = all("holiday", LocalDate::parse);
    List<ZoneId> zones = all("unknown-zone", ZoneId::of);
    if (!given && !(holidays.isEmpty() && zones.isEmpty())) {
      throw rules.stream()
          .filter(rule -> rule.name().equals("holiday") || rule.name().equals("unknown-zone"))
          .findFirst()
          .orElseThrow()
          .wrong("needs calling-hours");
    }
    return given
        ? campaign.callingHours(hours.holidays(holidays).whereUnknown(zones.toArray(ZoneId[]::new)))
        : campaign;
  }

  private RetryByOutcome retry() {
    RetryByOutcome retry = RetryByOutcome.none();
    for (RuleText rule : named("retry")) {
      // one after the other, so that what is wrong is told where it stands
      String before = retry.toString();
      retry = parsed(rule, text -> retry(before.isEmpty() ? text : before + "," + text));
    }
    return retry;
  }

  private RetryByOutcome retry(String text) {
    RetryByOutcome retry = RetryByOutcome.parse(text);
    if (retry.most(LeadState.MACHINE) > 0 && !tellsMachines) {
      throw new IllegalArgumentException(
          "machine needs --machine-detection, without which a machine counts as an answer");
    }
    return retry;
  }

  private static AttemptLimit limit(String text) {
    String[] parts = text.split("/", 2);
    if (parts.length < 2) {
      throw new IllegalArgumentException("'" + text + "' is no limit, as 3/PT24H");
    }
    return new AttemptLimit(number(parts[0]), duration(parts[1]));
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no whole number", e);
    }
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text.strip());
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + text + "' is no duration, as PT2H", e);
    }
  }

  private static String notBlank(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("it is blank");
    }
    return text;
  }

  private List<RuleText> named(String name) {
    return rules.stream().filter(rule -> rule.name().equals(name)).toList();
  }

  /** The campaign with a rule that is a single value, if it is given. */
  private Campaign one(
      Campaign campaign, String name, BiFunction<Campaign, String, Campaign> option) {
    List<RuleText> all = named(name);
    if (all.size() > 1) {
      throw all.get(1).wrong("there can be one " + name + " only");
    }
    return all.isEmpty() ? campaign : parsed(all.get(0), text -> option.apply(campaign, text));
  }

  private <T> List<T> all(String name, Function<String, T> parser) {
    return named(name).stream().map(rule -> parsed(rule, parser)).toList();
  }

  private static <T> T parsed(RuleText rule, Function<String, T> parser) {
    try {
      return parser.apply(rule.value());
    } catch (DateTimeException e) {
      throw rule.wrong("'" + rule.value() + "' is none: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw rule.wrong(String.valueOf(e.getMessage()));
    }
  }
}
