package io.dialflux.cli;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.dialflux.campaign.Lead;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The demo's list, as the dialler gets it: every row with a key, so that each can be judged. */
final class DemoLeads {
  private DemoLeads() {}

  static String key(Lead lead) {
    return "row-" + lead.line();
  }

  static void write(List<Lead> leads, Path file) throws IOException {
    try (CsvWriter csv = CsvWriter.builder().build(file)) {
      csv.writeRecord("key", "name", "phone");
      for (Lead lead : leads) {
        csv.writeRecord(key(lead), lead.data().getOrDefault("name", ""), lead.phone());
      }
    }
  }
}
