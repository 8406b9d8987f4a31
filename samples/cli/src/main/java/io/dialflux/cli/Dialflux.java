package io.dialflux.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/**
 * The {@code dialflux} command. It ends with 0 when all went well, 1 when something failed, 2 when
 * it was called wrongly, 3 when a phone may ring although nothing says so, and 130 or 143 when it
 * was interrupted.
 */
@Command(
    name = "dialflux",
    description = "Dials phones in bulk, and proves on a local Twilio that none rings twice.",
    mixinStandardHelpOptions = true,
    versionProvider = Dialflux.Version.class,
    synopsisSubcommandLabel = "COMMAND")
final class Dialflux {
  private Dialflux() {}

  public static void main(String[] arguments) {
    System.exit(commandLine(Terminal.system()).execute(arguments));
  }

  static CommandLine commandLine(Terminal terminal) {
    return commandLine(terminal, System.getenv());
  }

  static CommandLine commandLine(Terminal terminal, Map<String, String> environment) {
    return new CommandLine(new Dialflux())
        .addSubcommand(new DemoCommand(terminal))
        .addSubcommand(new DialCommand(terminal, environment))
        .addSubcommand(CampaignCommand.commandLine(terminal, environment))
        .addSubcommand(CallCommand.commandLine(terminal, environment))
        .addSubcommand(new CallbacksCommand(terminal, environment))
        .addSubcommand(new SimulateCommand(terminal))
        .addSubcommand(new CompletionCommand(terminal))
        .setOut(terminal.writer())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true);
  }

  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Dialflux.class.getPackage().getImplementationVersion();
      return new String[] {"dialflux " + (version == null ? "(not packaged)" : version)};
    }
  }
}
