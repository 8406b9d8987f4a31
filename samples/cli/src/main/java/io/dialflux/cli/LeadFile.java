package io.dialflux.cli;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.dialflux.campaign.Lead;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/**
 * A list of leads: CSV in UTF-8 with a header. The column {@code phone} must be there, {@code key}
 * tells people apart by more than their number, {@code zone}, {@code priority} and {@code expires}
 * are for rules, all others are values for the template. A row without a number is still a lead:
 * the campaign reports it by its line, and loses none.
 */
final class LeadFile {
  private static final String BUNDLED = "leads.csv";

  private interface Source {
    InputStream open() throws IOException;
  }

  private final Source source;
  private final LeadColumns columns;

  private LeadFile(Source source) throws IOException {
    this.source = source;
    try (CsvReader<CsvRecord> rows = rows(source)) {
      this.columns = LeadColumns.of(rows.iterator());
    } catch (CsvParseException e) {
      throw new IOException(says(e), e);
    }
  }

  /**
   * Reads the header only.
   *
   * @throws IOException if it cannot be read or is no such header
   */
  static LeadFile of(Path file) throws IOException {
    return new LeadFile(() -> Files.newInputStream(file));
  }

  /** The invented people that come with the demo. Their numbers are reserved for fiction. */
  static LeadFile bundled() throws IOException {
    return new LeadFile(
        () -> Objects.requireNonNull(LeadFile.class.getResourceAsStream(BUNDLED), BUNDLED));
  }

  /** The columns that are values for the template, as the header spells them. */
  List<String> values() {
    return columns.values();
  }

  /**
   * The leads in their order, each with its line. Read as requested, on a thread that may block, so
   * that a file of any size takes no memory.
   *
   * @return an {@link UncheckedIOException} that says where, if it is no CSV
   */
  Flux<Lead> leads() {
    return Flux.using(
            () -> rows(source),
            rows -> Flux.fromIterable(() -> afterHeader(rows)).map(columns::lead),
            LeadFile::close)
        .onErrorMap(
            CsvParseException.class, e -> new UncheckedIOException(new IOException(says(e))))
        .subscribeOn(Schedulers.boundedElastic());
  }

  private static Iterator<CsvRecord> afterHeader(CsvReader<CsvRecord> rows) {
    Iterator<CsvRecord> all = rows.iterator();
    all.next();
    return all;
  }

  private static CsvReader<CsvRecord> rows(Source source) throws IOException {
    return CsvReader.builder()
        .detectBomHeader(true)
        .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
        .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
        // a quote that is never closed would swallow all rows after it
        .allowUnclosedQuote(false)
        .ofCsvRecord(source.open());
  }

  private static void close(CsvReader<CsvRecord> rows) {
    try {
      rows.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The parser's message has the line, and that of its cause says what is wrong there. */
  private static String says(CsvParseException e) {
    Throwable cause = e.getCause();
    return cause == null ? e.getMessage() : e.getMessage() + ": " + cause.getMessage();
  }
}
