package io.dialflux.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dialflux call}, which only holds the five operations together. */
@Command(
    name = "call",
    description = {
      "Creates, fetches, changes, deletes and lists calls, at Twilio or at a simulator.",
      "Credentials: TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN, or with TWILIO_API_KEY and"
          + " TWILIO_API_SECRET. Where to: --base-url, DIALFLUX_BASE_URL, or TWILIO_EDGE and"
          + " TWILIO_REGION.",
      "Ends with 0: done; 1: failed; 2: wrong use; 3: unknown, so a phone may ring."
    },
    mixinStandardHelpOptions = true,
    versionProvider = Dialflux.Version.class,
    synopsisSubcommandLabel = "COMMAND")
final class CallCommand implements Runnable {
  @Spec private CommandSpec spec;

  private CallCommand() {}

  static CommandLine commandLine(Terminal terminal, Map<String, String> environment) {
    return new CommandLine(new CallCommand())
        .addSubcommand(new CallCreateCommand(terminal, environment))
        .addSubcommand(new CallFetchCommand(terminal, environment))
        .addSubcommand(new CallUpdateCommand(terminal, environment))
        .addSubcommand(new CallDeleteCommand(terminal, environment))
        .addSubcommand(new CallListCommand(terminal, environment));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing required subcommand");
  }
}
