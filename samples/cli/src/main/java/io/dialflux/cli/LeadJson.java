package io.dialflux.cli;

import io.dialflux.campaign.LeadRecord;
import io.dialflux.campaign.RejectedRow;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** Leads for programs: one JSON object per line. */
final class LeadJson {
  private LeadJson() {}

  static String of(String campaign, LeadRecord record) {
    return JsonLine.of(json -> write(json, campaign, record));
  }

  static String of(String campaign, String state, RejectedRow row) {
    return JsonLine.of(
        json -> {
          JsonLine.text(json, "campaign", campaign);
          json.writeNumberProperty("line", row.line());
          JsonLine.text(json, "key", row.lead().key());
          JsonLine.text(json, "phone", row.lead().phone());
          JsonLine.text(json, "state", state);
          JsonLine.text(json, "reason", row.reason());
          data(json, row.lead().data());
        });
  }

  private static void write(JsonGenerator json, String campaign, LeadRecord record) {
    JsonLine.text(json, "campaign", campaign);
    json.writeNumberProperty("line", record.lead().line());
    JsonLine.text(json, "key", record.lead().key());
    JsonLine.text(json, "phone", record.lead().phone());
    JsonLine.text(json, "state", record.state());
    JsonLine.text(json, "reason", record.reason());
    json.writeNumberProperty("attempts", record.attempts());
    JsonLine.text(json, "attempt_id", record.attemptId());
    JsonLine.text(json, "call_sid", record.callSid());
    JsonLine.text(json, "intended_at", record.intendedAt());
    JsonLine.text(json, "unknown_at", record.unknownAt());
    JsonLine.text(json, "waits_for", record.waitsFor());
    JsonLine.text(json, "due_at", record.dueAt());
    data(json, record.lead().data());
  }

  private static void data(JsonGenerator json, Map<String, String> data) {
    json.writeObjectPropertyStart("data");
    data.forEach((name, value) -> JsonLine.text(json, name, value));
    json.writeEndObject();
  }
}
