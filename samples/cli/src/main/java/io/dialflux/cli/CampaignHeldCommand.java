package io.dialflux.cli;

import io.dialflux.campaign.Lead;
import io.dialflux.campaign.LeadRecord;
import io.dialflux.campaign.LeadState;
import io.dialflux.campaign.sqlite.SqliteStore;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import reactor.core.publisher.Flux;

/** {@code dialflux campaign held}. */
@Command(
    name = "held",
    description = {
      "Shows who is held and why, or releases them for another call.",
      "A phone that is released may have rung already: look before you decide."
    })
final class CampaignHeldCommand extends LedgerOperation {
  private static final String ROW = "%7s  %-16s  %-20s  %-20s  %s";
  private static final int BATCH = 1_000;

  @Option(
      names = "--release",
      paramLabel = "KEY",
      description =
          "Makes this lead ready again, held, refused, expired or blocked, by its key or else its"
              + " phone; repeatable. Not while the campaign runs.")
  private List<String> release = List.of();

  @Option(names = "--release-all", description = "Makes all who are held ready again.")
  private boolean releaseAll;

  CampaignHeldCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  boolean changes() {
    return releaseAll || !release.isEmpty();
  }

  @Override
  void run(SqliteStore store, List<String> campaigns) {
    if (changes()) {
      release(store, campaigns);
    } else {
      campaigns.forEach(campaign -> show(campaign, held(store, campaign)));
    }
  }

  private static Flux<LeadRecord> held(SqliteStore store, String campaign) {
    return store.leads(campaign, EnumSet.of(LeadState.HELD));
  }

  private void release(SqliteStore store, List<String> campaigns) {
    Set<String> keys = new LinkedHashSet<>(releaseAll ? List.of() : release);
    Set<String> done = new HashSet<>();
    long released = 0;
    for (String campaign : campaigns) {
      for (String key : keys) {
        long leads = release(store, campaign, List.of(key));
        released += leads;
        if (leads > 0) {
          done.add(key);
        }
      }
      released += releaseAll ? releaseAll(store, campaign) : 0;
    }
    long all = released;
    terminal.line(
        json
            ? JsonLine.of(line -> line.writeNumberProperty("released", all))
            : String.format(Locale.ROOT, "%,d released; dialflux dial calls them", all));
    if (done.size() < keys.size()) {
      throw wrong(
          "--release: only "
              + done.size()
              + " of "
              + keys.size()
              + " were held, refused, expired or blocked");
    }
  }

  private static long releaseAll(SqliteStore store, String campaign) {
    long released = 0;
    // all read before any is changed, or the reading would lose its place
    for (List<String> some :
        held(store, campaign)
            .map(record -> key(record.lead()))
            .buffer(BATCH)
            .collectList()
            .blockOptional()
            .orElseThrow()) {
      released += release(store, campaign, some);
    }
    return released;
  }

  private static long release(SqliteStore store, String campaign, List<String> keys) {
    return store
        .releaseHeld(campaign, keys, "released by hand with dialflux campaign held")
        .blockOptional()
        .orElse(0L);
  }

  private void show(String campaign, Flux<LeadRecord> held) {
    long count = 0;
    for (LeadRecord record : held.toIterable(BATCH)) {
      if (json) {
        terminal.line(LeadJson.of(campaign, record));
        continue;
      }
      if (count++ == 0) {
        String header = row("LINE", "PHONE", "KEY", "INTENDED", "REASON");
        terminal.line(terminal.paint(Colour.BOLD, header));
      }
      terminal.line(
          row(
              record.lead().line(),
              record.lead().phone(),
              record.lead().key() == null ? "" : record.lead().key(),
              time(record.intendedAt()),
              record.reason()));
    }
    if (!json) {
      terminal.line(String.format(Locale.ROOT, "%s: %,d held", campaign, count));
    }
  }

  private static String key(Lead lead) {
    return lead.key() == null ? lead.phone() : lead.key();
  }

  private static String row(Object... cells) {
    return String.format(Locale.ROOT, ROW, cells);
  }

  private static String time(@Nullable Instant time) {
    return time == null ? "" : time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
