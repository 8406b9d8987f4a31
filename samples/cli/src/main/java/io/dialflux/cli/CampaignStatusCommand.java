package io.dialflux.cli;

import io.dialflux.campaign.CampaignCounts;
import io.dialflux.campaign.CampaignMeasures;
import io.dialflux.campaign.LeadState;
import io.dialflux.campaign.sqlite.SqliteStore;
import java.util.List;
import picocli.CommandLine.Command;
import tools.jackson.core.JsonGenerator;

/** {@code dialflux campaign status}. */
@Command(
    name = "status",
    description = "Shows how many leads stand where, why others wait, and how calls went.")
final class CampaignStatusCommand extends LedgerOperation {
  CampaignStatusCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  void run(SqliteStore store, List<String> campaigns) {
    for (String campaign : campaigns) {
      CampaignCounts counts = store.counts(campaign).blockOptional().orElseThrow();
      CampaignMeasures measures = store.measures(campaign).blockOptional().orElseThrow();
      if (json) {
        terminal.line(
            JsonLine.of(
                line -> {
                  write(line, campaign, counts);
                  MeasureLines.write(line, counts, measures);
                }));
      } else {
        terminal.line(terminal.paint(Colour.BOLD, campaign));
        StateTable.lines(counts, terminal).forEach(terminal::line);
        MeasureLines.of(counts, measures).forEach(terminal::line);
      }
    }
  }

  private static void write(JsonGenerator json, String campaign, CampaignCounts counts) {
    json.writeStringProperty("campaign", campaign);
    json.writeNumberProperty("leads", counts.leads());
    json.writeNumberProperty("open", counts.open());
    json.writeNumberProperty("placed", counts.called());
    json.writeNumberProperty("alive", counts.in(LeadState.PLACED));
    json.writeNumberProperty("answered", counts.in(LeadState.COMPLETED));
    json.writeNumberProperty("held", counts.in(LeadState.HELD));
    json.writeNumberProperty("rejected_rows", counts.rejectedRows());
    json.writeObjectPropertyStart("states");
    counts.byState().forEach((state, leads) -> json.writeNumberProperty(state.name(), leads));
    json.writeEndObject();
  }
}
