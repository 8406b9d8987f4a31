package io.dialflux.cli;

import io.dialflux.campaign.Campaign;
import io.dialflux.campaign.CampaignStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who may be called when and how often, from flags, from a file, or from both. */
final class DialRuleOptions {
  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = {
        "Rules in YAML, named as the flags below without their dashes: calling-hours: [mon-fri"
            + " 09:00-20:00]. A flag that is given replaces the file's rule of its name."
      })
  private @Nullable Path file;

  @Option(
      names = "--calling-hours",
      paramLabel = "HOURS",
      description = {
        "When people may be called by their own clock, as 08:00-21:00 or mon-fri 09:00-20:00;"
            + " repeatable. Their zone is the list's column zone; who has none is held, unless"
            + " --unknown-zone."
      })
  private List<String> callingHours = List.of();

  @Option(
      names = "--holiday",
      paramLabel = "DATE",
      description = "A date on which nobody is called; repeatable.")
  private List<String> holidays = List.of();

  @Option(
      names = "--unknown-zone",
      paramLabel = "ZONE",
      description = {
        "Where people without a zone may be, as America/New_York; repeatable. They are called when"
            + " it is a time to call in all of these."
      })
  private List<String> unknownZones = List.of();

  @Option(
      names = "--retry",
      paramLabel = "RETRY",
      description = {
        "Who is called again, as busy=3xPT10M: after a busy line up to 3 times, 10 minutes later."
            + " Of busy, no-answer, failed, machine (with --machine-detection); repeatable, or"
            + " separated by commas."
      })
  private List<String> retry = List.of();

  @Option(
      names = "--attempt-limit",
      paramLabel = "N/TIME",
      description = "How often a phone is called within a time, as 3/PT24H; repeatable.")
  private List<String> attemptLimits = List.of();

  @Option(
      names = "--min-gap",
      paramLabel = "DURATION",
      description = "The least time between two calls to a phone.")
  private List<String> minGap = List.of();

  @Option(
      names = "--max-alive",
      paramLabel = "N",
      description = "How many calls are alive at once, at most.")
  private List<String> maxAlive = List.of();

  @Option(
      names = "--caller",
      paramLabel = "NUMBER",
      description = "Another number to call from, in turn with --from; repeatable.")
  private List<String> callers = List.of();

  @Option(
      names = "--expires",
      paramLabel = "TIME",
      description = "A UTC date or an instant, from which on nobody is called.")
  private List<String> expires = List.of();

  @Option(
      names = "--suppress",
      paramLabel = "FILE",
      description = {
        "Numbers not to be called, in E.164 form, one on a line; a relative FILE is one of the"
            + " working directory, in --rules too. Read again when it changes: best by renaming a"
            + " new file to its name, because nobody is called until it has been left alone for 2"
            + " seconds."
      })
  private List<String> suppress = List.of();

  /**
   * A campaign with these rules.
   *
   * @param tellsMachines whether Twilio is asked for machines
   * @throws IllegalArgumentException saying what is wrong where
   */
  Campaign on(Campaign campaign, String from, boolean tellsMachines, CampaignStore store) {
    Map<String, List<String>> flags = flags();
    List<RuleText> rules = new ArrayList<>();
    for (RuleText rule : fromFile(flags)) {
      if (flags.getOrDefault(rule.name(), List.of()).isEmpty()) {
        rules.add(rule);
      }
    }
    flags.forEach(
        (name, values) ->
            values.forEach(value -> rules.add(new RuleText(name, value, "--" + name))));
    RuleSet set = new RuleSet(rules, tellsMachines);
    Campaign ruled = set.on(campaign, from);
    set.checkExpiry(campaign.name(), store);
    return ruled;
  }

  private List<RuleText> fromFile(Map<String, List<String>> flags) {
    if (file == null) {
      return List.of();
    }
    try {
      return RuleFile.read(file, flags.keySet());
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "--rules: " + file + " cannot be read: " + Reasons.of(e), e);
    }
  }

  private Map<String, List<String>> flags() {
    Map<String, List<String>> flags = new LinkedHashMap<>();
    flags.put("calling-hours", callingHours);
    flags.put("holiday", holidays);
    flags.put("unknown-zone", unknownZones);
    flags.put("retry", retry);
    flags.put("attempt-limit", attemptLimits);
    flags.put("min-gap", minGap);
    flags.put("max-alive", maxAlive);
    flags.put("caller", callers);
    flags.put("expires", expires);
    flags.put("suppress", suppress);
    return flags;
  }
}
