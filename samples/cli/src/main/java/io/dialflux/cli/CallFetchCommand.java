package io.dialflux.cli;

import io.dialflux.CallsClient;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code dialflux call fetch}. */
@Command(name = "fetch", description = "Shows a call.")
final class CallFetchCommand extends CallOperation {
  @Parameters(paramLabel = "SID", description = "The call, CA and 32 hex digits.")
  private String sid = "";

  CallFetchCommand(Terminal terminal, Map<String, String> environment) {
    super(terminal, environment);
  }

  @Override
  void run(CallsClient calls, CallOutput output) {
    calls.fetch(sid).blockOptional().ifPresent(output::one);
  }
}
