package io.dialflux.cli;

import io.dialflux.CallsClient;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code dialflux call delete}. */
@Command(name = "delete", description = "Deletes the record of a call that is over.")
final class CallDeleteCommand extends CallOperation {
  @Parameters(paramLabel = "SID", description = "The call, CA and 32 hex digits.")
  private String sid = "";

  CallDeleteCommand(Terminal terminal, Map<String, String> environment) {
    super(terminal, environment);
  }

  @Override
  void run(CallsClient calls, CallOutput output) {
    calls.delete(sid).block();
    output.deleted(sid);
  }
}
