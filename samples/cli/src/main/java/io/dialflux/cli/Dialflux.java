package io.dialflux.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/**
 * The {@code dialflux} command. It ends with 0 when all went well, 1 when something failed, 2 when
 * it was called wrongly and 3 when a phone may ring although nothing says so.
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
    return new CommandLine(new Dialflux())
        .addSubcommand(new DemoCommand(terminal))
        .addSubcommand(new SimulateCommand(terminal))
        .addSubcommand(CallCommand.commandLine(terminal, System.getenv()))
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
