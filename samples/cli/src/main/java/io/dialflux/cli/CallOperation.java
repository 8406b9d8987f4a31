package io.dialflux.cli;

import io.dialflux.CallsClient;
import io.dialflux.CallsClientBuilder;
import io.dialflux.Credentials;
import io.dialflux.error.CallsException;
import io.dialflux.error.Outcome;
import io.dialflux.simulator.Simulator;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the five operations have in common: where to, with which credentials, and how it ended. */
@Command(
    mixinStandardHelpOptions = true,
    sortOptions = false,
    versionProvider = Dialflux.Version.class)
abstract class CallOperation implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int MAY_RING = 3;

  private final Terminal terminal;
  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = {
        "Another host than Twilio's, such as a simulator.",
        "On this machine and without TWILIO_ACCOUNT_SID, the simulator's own account is used."
      })
  private @Nullable URI baseUrl;

  @Option(names = "--json", description = "Writes JSON, one line per call, for programs.")
  private boolean json;

  CallOperation(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.environment = environment;
  }

  /** Does it, and writes what came of it. */
  abstract void run(CallsClient calls, CallOutput output);

  @Override
  public Integer call() {
    try (CallsClient calls = client()) {
      run(calls, json ? new CallJsonLines(terminal) : new CallText(terminal));
      return 0;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    } catch (CallsException e) {
      boolean mayRing = rings() && e.outcome() == Outcome.UNKNOWN;
      String then = mayRing ? " (the phone may ring: do not simply try again)" : "";
      spec.commandLine().getErr().println(e.getMessage() + then);
      return mayRing ? MAY_RING : FAILED;
    }
  }

  /** Whether the operation makes a phone ring. */
  boolean rings() {
    return false;
  }

  private CallsClient client() {
    URI base = baseUrl == null ? environmentBaseUrl() : baseUrl;
    try {
      CallsClientBuilder builder = CallsClient.builder().credentials(credentials(base));
      if (base != null) {
        return builder.baseUrl(base).build();
      }
      String region = variable("TWILIO_REGION");
      String edge = variable("TWILIO_EDGE");
      builder = region == null ? builder : builder.region(region);
      return (edge == null ? builder : builder.edge(edge)).build();
    } catch (IllegalStateException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }

  private @Nullable URI environmentBaseUrl() {
    String url = variable("DIALFLUX_BASE_URL");
    return url == null ? null : URI.create(url);
  }

  private Credentials credentials(@Nullable URI base) {
    String account = variable("TWILIO_ACCOUNT_SID");
    if (account == null) {
      if (base != null && isLocal(base)) {
        return Credentials.authToken(Simulator.DEFAULT_ACCOUNT_SID, Simulator.DEFAULT_AUTH_TOKEN);
      }
      throw new IllegalStateException("TWILIO_ACCOUNT_SID is not set");
    }
    String key = variable("TWILIO_API_KEY");
    return key == null
        ? Credentials.authToken(account, needed("TWILIO_AUTH_TOKEN"))
        : Credentials.apiKey(account, key, needed("TWILIO_API_SECRET"));
  }

  private static boolean isLocal(URI base) {
    return "127.0.0.1".equals(base.getHost())
        || "localhost".equals(base.getHost())
        || "[::1]".equals(base.getHost());
  }

  private String needed(String name) {
    String value = variable(name);
    if (value == null) {
      throw new IllegalStateException(name + " is not set");
    }
    return value;
  }

  private @Nullable String variable(String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value.trim();
  }
}
