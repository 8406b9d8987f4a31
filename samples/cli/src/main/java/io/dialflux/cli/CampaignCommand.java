package io.dialflux.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dialflux campaign}, which only holds its commands together. */
@Command(
    name = "campaign",
    description = {
      "Tells of campaigns by their ledger, also while they run, and decides on held leads.",
      "Ends with 0: done; 1: failed; 2: wrong use."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Dialflux.Version.class,
    synopsisSubcommandLabel = "COMMAND")
final class CampaignCommand implements Runnable {
  @Spec private CommandSpec spec;

  private CampaignCommand() {}

  static CommandLine commandLine(Terminal terminal, Map<String, String> environment) {
    return new CommandLine(new CampaignCommand())
        .addSubcommand(new CampaignStatusCommand(terminal))
        .addSubcommand(new CampaignHeldCommand(terminal))
        .addSubcommand(new CampaignReconcileCommand(terminal, environment))
        .addSubcommand(new CampaignExportCommand(terminal));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }
}
