package io.dialflux.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Reads leads from CSV in UTF-8 with a header that names the columns {@code name} and {@code
 * phone}; more columns do no harm. A row without a number is still a lead: what becomes of each is
 * told in the end, and none gets lost on the way.
 */
final class Leads {
  private static final String BUNDLED = "leads.csv";

  private Leads() {}

  /** The invented people that come with the demo. Their numbers are reserved for fiction. */
  static List<Lead> bundled() throws IOException {
    return read(Objects.requireNonNull(Leads.class.getResourceAsStream(BUNDLED), BUNDLED));
  }

  static List<Lead> read(Path file) throws IOException {
    return read(Files.newInputStream(file));
  }

  /**
   * @param csv is closed
   * @throws IOException if it cannot be read or is not such a CSV; its message says where
   */
  static List<Lead> read(InputStream csv) throws IOException {
    try (CsvReader<NamedCsvRecord> records =
        CsvReader.builder()
            .detectBomHeader(true)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofNamedCsvRecord(csv)) {
      List<Lead> leads = new ArrayList<>();
      for (NamedCsvRecord record : records) {
        leads.add(lead(record));
      }
      return leads;
    } catch (CsvParseException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Lead lead(NamedCsvRecord record) throws IOException {
    String id = "row-" + record.getStartingLineNumber();
    return new Lead(id, field(record, "name"), field(record, "phone"));
  }

  private static String field(NamedCsvRecord record, String column) throws IOException {
    if (!record.getHeader().contains(column)) {
      throw new IOException("the header has no column '" + column + "'");
    }
    return record.findField(column).orElse("").strip();
  }
}
