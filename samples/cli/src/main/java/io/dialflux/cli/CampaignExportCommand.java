package io.dialflux.cli;

import io.dialflux.campaign.LeadState;
import io.dialflux.campaign.sqlite.SqliteStore;
import java.io.BufferedWriter;
import java.io.FilterWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import reactor.core.publisher.Flux;

/** {@code dialflux campaign export}. */
@Command(
    name = "export",
    description = {
      "Writes every lead with what became of it, and the rows that were rejected or repeat a lead,"
          + " as CSV or JSON.",
      "Holds phone numbers and all else that the list had."
    })
final class CampaignExportCommand extends LedgerOperation {
  private static final int BATCH = 1_000;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to, in place of standard output; a file that is there is replaced.")
  private @Nullable Path out;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only leads that stand there, and no other rows; repeatable.")
  private List<LeadState> states = List.of();

  CampaignExportCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  void run(SqliteStore store, List<String> campaigns) throws IOException {
    try (Writer to = writer()) {
      if (json) {
        campaigns.forEach(campaign -> json(store, campaign, to));
      } else {
        LeadCsv csv = new LeadCsv(to, columns(store, campaigns));
        campaigns.forEach(campaign -> csv(store, campaign, csv));
        csv.flush();
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private Writer writer() throws IOException {
    return out == null ? new Kept(terminal.writer()) : Files.newBufferedWriter(out);
  }

  private Set<LeadState> states() {
    return states.isEmpty() ? EnumSet.allOf(LeadState.class) : EnumSet.copyOf(states);
  }

  /** A header is written first, so all that leads have is looked at before. */
  private Collection<String> columns(SqliteStore store, List<String> campaigns) {
    Set<String> columns = new LinkedHashSet<>();
    for (String campaign : campaigns) {
      Flux.concat(
              store.leads(campaign, states()).map(record -> record.lead().data()),
              store.rejectedRows(campaign).map(row -> row.lead().data()),
              store.repeatedRows(campaign).map(row -> row.lead().data()))
          .doOnNext(data -> columns.addAll(data.keySet()))
          .blockLast();
    }
    return columns;
  }

  private void csv(SqliteStore store, String campaign, LeadCsv csv) {
    store
        .leads(campaign, states())
        .toIterable(BATCH)
        .forEach(record -> csv.write(campaign, record));
    if (states.isEmpty()) {
      store
          .rejectedRows(campaign)
          .toIterable(BATCH)
          .forEach(row -> csv.write(campaign, LeadCsv.REJECTED, row));
      store
          .repeatedRows(campaign)
          .toIterable(BATCH)
          .forEach(row -> csv.write(campaign, LeadCsv.REPEATED, row));
    }
  }

  private void json(SqliteStore store, String campaign, Writer to) {
    Flux<String> lines =
        store.leads(campaign, states()).map(record -> LeadJson.of(campaign, record));
    if (states.isEmpty()) {
      lines =
          Flux.concat(
              lines,
              store.rejectedRows(campaign).map(row -> LeadJson.of(campaign, LeadCsv.REJECTED, row)),
              store
                  .repeatedRows(campaign)
                  .map(row -> LeadJson.of(campaign, LeadCsv.REPEATED, row)));
    }
    for (String line : lines.toIterable(BATCH)) {
      try {
        to.write(line + "\n");
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Standard output is not ours to close. */
  private static final class Kept extends FilterWriter {
    Kept(Writer standard) {
      super(new BufferedWriter(standard));
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }
}
