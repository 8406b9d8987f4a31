package io.dialflux.cli;

import io.dialflux.campaign.CampaignCounts;
import io.dialflux.campaign.LeadRecord;
import io.dialflux.campaign.LeadState;
import io.dialflux.campaign.LedgerException;
import io.dialflux.campaign.RejectedRow;
import io.dialflux.campaign.sqlite.SqliteStore;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a campaign's ledger while another process dials on it, or none does. */
final class LedgerWatch implements AutoCloseable {
  private final Path file;
  private final String campaign;
  private final Set<String> unanswered = new HashSet<>();
  private @Nullable SqliteStore store;

  LedgerWatch(Path file, String campaign) {
    this.file = file;
    this.campaign = campaign;
  }

  /** The counts now; null as long as there is nothing. */
  @Nullable CampaignCounts look() {
    store = store == null ? open() : store;
    if (store == null) {
      return null;
    }
    CampaignCounts counts = store.counts(campaign).blockOptional().orElseThrow();
    if (counts.in(LeadState.UNKNOWN) > 0) {
      note(LeadState.UNKNOWN);
    }
    return counts.leads() == 0 ? null : counts;
  }

  /** A process is gone: whose create it had under way gets no answer. */
  void noteUnderWay() {
    note(LeadState.INTENT);
  }

  private void note(LeadState state) {
    leads(EnumSet.of(state)).forEach(record -> unanswered.add(String.valueOf(record.attemptId())));
  }

  /** The ids of attempts that were seen without a clear answer, at any time. */
  Set<String> unanswered() {
    return unanswered;
  }

  List<LeadRecord> leads() {
    return leads(EnumSet.allOf(LeadState.class));
  }

  private List<LeadRecord> leads(Set<LeadState> states) {
    return store == null
        ? List.of()
        : store.leads(campaign, states).collectList().blockOptional().orElseThrow();
  }

  List<RejectedRow> rejectedRows() {
    return store == null
        ? List.of()
        : store.rejectedRows(campaign).collectList().blockOptional().orElseThrow();
  }

  private @Nullable SqliteStore open() {
    try {
      return SqliteStore.openReadOnly(file);
    } catch (LedgerException notYet) {
      return null;
    }
  }

  @Override
  public void close() {
    if (store != null) {
      store.close();
    }
  }
}
