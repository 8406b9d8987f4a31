package io.dialflux.cli;

import io.dialflux.CallsClient;
import io.dialflux.call.CallTemplate;
import io.dialflux.campaign.Campaign;
import io.dialflux.campaign.Lead;
import io.dialflux.campaign.Reconciled;
import io.dialflux.campaign.sqlite.SqliteStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dialflux campaign reconcile}. */
@Command(
    name = "reconcile",
    description = {
      "Takes calls into a ledger that Twilio lists and the ledger does not know: after a backup was"
          + " put back, before anything else is dialled. Load the list first, with dialflux dial.",
      "A TIME is a UTC date or an instant."
    })
final class CampaignReconcileCommand extends LedgerOperation {
  @Option(
      names = "--since",
      required = true,
      paramLabel = "TIME",
      description = "From when on calls are looked for, as when the backup was made.")
  private String since = "";

  @Option(names = "--until", paramLabel = "TIME", description = "Until when; now by default.")
  private @Nullable String until;

  @Option(
      names = "--from",
      paramLabel = "FROM",
      description = "Only calls by this caller; all of the account's by default.")
  private @Nullable String from;

  @Option(names = "--clock-skew", paramLabel = "DURATION", hidden = true)
  private @Nullable Duration clockSkew;

  @Mixin private AccountOptions account;

  CampaignReconcileCommand(Terminal terminal, Map<String, String> environment) {
    super(terminal);
    this.account = new AccountOptions(environment);
  }

  @Override
  boolean changes() {
    return true;
  }

  @Override
  void run(SqliteStore store, List<String> campaigns) {
    Instant first = UtcTime.of(since);
    Instant last = until == null ? Instant.now() : UtcTime.of(until);
    if (!first.isBefore(last)) {
      throw wrong("--since must be before --until");
    }
    try (CallsClient calls = account.client()) {
      Campaign campaign = Campaign.named(campaigns.get(0), store).calls(calls);
      campaign = clockSkew == null ? campaign : campaign.clockSkew(clockSkew);
      show(byCaller(campaign).reconcile(first, last).blockOptional().orElseThrow());
    }
  }

  /** Nothing is dialled: of the template, only who calls matters. */
  private Campaign byCaller(Campaign campaign) {
    if (from != null) {
      return campaign.template(CallTemplate.from(from).twiml("<Response/>"));
    }
    Function<Lead, CallTemplate> anybody =
        lead -> {
          throw new IllegalStateException("nobody is called");
        };
    return campaign.template(anybody);
  }

  private void show(Reconciled result) {
    terminal.line(
        json
            ? JsonLine.of(
                line -> {
                  line.writeNumberProperty("calls", result.calls());
                  line.writeNumberProperty("adopted", result.adopted());
                })
            : String.format(
                Locale.ROOT,
                "%,d calls on Twilio's list, of which %,d are new to the ledger",
                result.calls(),
                result.adopted()));
  }
}
