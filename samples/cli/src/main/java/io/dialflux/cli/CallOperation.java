package io.dialflux.cli;

import io.dialflux.CallsClient;
import io.dialflux.error.CallsException;
import io.dialflux.error.Outcome;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Spec private CommandSpec spec;

  @Mixin private AccountOptions account;

  @Option(names = "--json", description = "Writes JSON, one line per call, for programs.")
  private boolean json;

  CallOperation(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.account = new AccountOptions(environment);
  }

  /** Does it, and writes what came of it. */
  abstract void run(CallsClient calls, CallOutput output);

  @Override
  public Integer call() {
    try (CallsClient calls = account.client()) {
      run(calls, json ? new CallJsonLines(terminal) : new CallText(terminal));
      terminal.checkWritten();
      return 0;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
    } catch (CallsException e) {
      return failed(String.valueOf(e.getMessage()), rings() && e.outcome() == Outcome.UNKNOWN);
    } catch (IOException e) {
      return failed(Reasons.of(e), rings());
    }
  }

  private int failed(String reason, boolean mayRing) {
    String then = mayRing ? " (the phone may ring: do not simply try again)" : "";
    spec.commandLine().getErr().println(reason + then);
    return mayRing ? MAY_RING : FAILED;
  }

  /** Whether what is written still comes out. */
  final boolean isWanted() {
    return !terminal.writer().checkError();
  }

  /** Whether the operation makes a phone ring. */
  boolean rings() {
    return false;
  }
}
