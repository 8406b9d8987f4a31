package io.dialflux.cli;

import io.dialflux.CallsClient;
import io.dialflux.call.UpdateCall;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dialflux call update}. */
@Command(name = "update", description = "Ends or redirects a call.")
final class CallUpdateCommand extends CallOperation {
  @Parameters(paramLabel = "SID", description = "The call, CA and 32 hex digits.")
  private String sid = "";

  @ArgGroup(multiplicity = "1")
  private Change change = new Change();

  static final class Change {
    @Option(names = "--cancel", description = "Ends it if it is queued or ringing.")
    boolean cancel;

    @Option(names = "--hang-up", description = "Ends it, also when it is in progress.")
    boolean hangUp;

    @Option(names = "--url", paramLabel = "URL", description = "Goes on with this TwiML.")
    @Nullable URI url;

    @Option(names = "--twiml", paramLabel = "XML", description = "Goes on with this TwiML.")
    @Nullable String twiml;

    @Option(
        names = "--time-limit",
        paramLabel = "SECONDS",
        description = "Ends it when it has lasted so long.")
    long timeLimit;

    UpdateCall update() {
      if (cancel) {
        return UpdateCall.cancel();
      }
      if (hangUp) {
        return UpdateCall.hangUp();
      }
      if (url != null) {
        return UpdateCall.redirect(url);
      }
      return twiml != null
          ? UpdateCall.twiml(twiml)
          : UpdateCall.limit(Duration.ofSeconds(timeLimit));
    }
  }

  CallUpdateCommand(Terminal terminal, Map<String, String> environment) {
    super(terminal, environment);
  }

  @Override
  void run(CallsClient calls, CallOutput output) {
    calls.update(sid, change.update()).blockOptional().ifPresent(output::one);
  }
}
