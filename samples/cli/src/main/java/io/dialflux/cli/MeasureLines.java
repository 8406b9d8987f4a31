package io.dialflux.cli;

import io.dialflux.campaign.CampaignCounts;
import io.dialflux.campaign.CampaignMeasures;
import io.dialflux.campaign.LeadState;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/** What people act on: why leads wait, how calls went, and what they cost. */
final class MeasureLines {
  private MeasureLines() {}

  static List<String> of(CampaignCounts counts, CampaignMeasures measures) {
    List<String> lines = new ArrayList<>();
    String waiting =
        counts.waiting().entrySet().stream()
            .filter(reason -> reason.getValue() > 0)
            .map(reason -> text("%,d for %s", reason.getValue(), name(reason.getKey())))
            .collect(Collectors.joining(", "));
    if (!waiting.isEmpty()) {
      lines.add("waiting: " + waiting);
    }
    if (counts.isFull() && counts.in(LeadState.READY) > 0) {
      lines.add(
          text(
              "waiting: %,d for a call to end, as many are alive as may be",
              counts.in(LeadState.READY)));
    }
    if (measures.calls() > 0) {
      lines.add(
          text(
              "calls: %,d to %,d leads, %.2f each; %.1f %% of %,d that ended were answered",
              measures.calls(),
              measures.leadsCalled(),
              measures.callsPerLead(),
              100 * measures.answerRate(),
              measures.ended()));
      lines.add(
          text(
              "abandoned: %,d reported (%.1f %% of the answered), %,d ended within 2 seconds",
              measures.abandoned(), 100 * measures.abandonmentRate(), measures.endedAtOnce()));
    }
    if (measures.priced() > 0) {
      lines.add(
          text(
              "cost so far: %s, for %,d of %,d answered calls",
              cost(measures), measures.priced(), answered(measures)));
    }
    return lines;
  }

  static void write(JsonGenerator json, CampaignCounts counts, CampaignMeasures measures) {
    json.writeObjectPropertyStart("waiting");
    counts.waiting().forEach((reason, leads) -> json.writeNumberProperty(reason.name(), leads));
    json.writeEndObject();
    json.writeBooleanProperty("max_alive_reached", counts.isFull());
    json.writeNumberProperty("calls", measures.calls());
    json.writeNumberProperty("leads_called", measures.leadsCalled());
    json.writeNumberProperty("calls_per_lead", measures.callsPerLead());
    json.writeNumberProperty("calls_ended", measures.ended());
    json.writeNumberProperty("calls_answered", measures.answered());
    json.writeNumberProperty("calls_by_machine", measures.ended(LeadState.MACHINE));
    json.writeNumberProperty("answer_rate", measures.answerRate());
    json.writeNumberProperty("abandoned_reported", measures.abandoned());
    json.writeNumberProperty("ended_at_once", measures.endedAtOnce());
    json.writeNumberProperty("calls_priced", measures.priced());
    json.writeObjectPropertyStart("cost");
    measures.cost().forEach((unit, cost) -> json.writeStringProperty(unit, cost.toPlainString()));
    json.writeEndObject();
  }

  /** Those that Twilio charges for: machines answer, too. */
  private static long answered(CampaignMeasures measures) {
    return measures.answered() + measures.ended(LeadState.MACHINE);
  }

  private static String cost(CampaignMeasures measures) {
    return measures.cost().entrySet().stream()
        .map(cost -> cost.getValue().toPlainString() + " " + cost.getKey())
        .collect(Collectors.joining(", "));
  }

  static String name(Enum<?> reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
