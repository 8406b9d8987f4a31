package io.dialflux.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.dialflux.campaign.Lead;
import io.dialflux.campaign.LeadRecord;
import io.dialflux.campaign.RejectedRow;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Leads as CSV, the columns of their list behind what became of them. */
final class LeadCsv {
  static final String REJECTED = "REJECTED";
  static final String REPEATED = "REPEATED";

  private static final List<String> FIXED =
      List.of(
          "campaign",
          "line",
          "key",
          "phone",
          "state",
          "reason",
          "attempts",
          "attempt_id",
          "call_sid",
          "intended_at",
          "unknown_at",
          "waits_for",
          "due_at");

  private final CsvWriter csv;
  private final Collection<String> values;

  /**
   * @param values the columns of the list
   */
  LeadCsv(Writer out, Collection<String> values) {
    // one line end for every platform: who reads it is a program
    this.csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out);
    this.values = values;
    List<String> header = new ArrayList<>(FIXED);
    header.addAll(values);
    csv.writeRecord(header);
  }

  void write(String campaign, LeadRecord record) {
    write(
        campaign,
        record.lead(),
        record.state().name(),
        record.reason(),
        Integer.toString(record.attempts()),
        text(record.attemptId()),
        text(record.callSid()),
        text(record.intendedAt()),
        text(record.unknownAt()),
        text(record.waitsFor()),
        text(record.dueAt()));
  }

  void write(String campaign, String state, RejectedRow row) {
    write(campaign, row.lead(), state, row.reason(), "0", "", "", "", "", "", "");
  }

  /** What was written is in the writer given. */
  void flush() throws IOException {
    csv.flush();
  }

  private void write(String campaign, Lead lead, String... more) {
    List<String> cells = new ArrayList<>();
    cells.add(campaign);
    cells.add(Long.toString(lead.line()));
    cells.add(text(lead.key()));
    cells.add(lead.phone());
    cells.addAll(List.of(more));
    values.forEach(value -> cells.add(lead.data().getOrDefault(value, "")));
    csv.writeRecord(cells);
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
