package io.dialflux.cli;

import io.dialflux.simulator.Fault;
import io.dialflux.simulator.Faults;
import io.dialflux.simulator.Simulator;
import io.dialflux.simulator.SimulatorBuilder;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dialflux simulate}. */
@Command(
    name = "simulate",
    description = {
      "Runs a local Twilio until Ctrl-C: the Calls API on 127.0.0.1, which dials nobody.",
      "A share is 0 to 1: 0.02 hits two creates of a hundred."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    versionProvider = Dialflux.Version.class)
final class SimulateCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Where to listen, 0 for any free port; ${DEFAULT-VALUE} by default.")
  private int port;

  @Option(
      names = "--account",
      paramLabel = "SID:TOKEN",
      description = "An account and its auth token; may be repeated.")
  private List<String> accounts = List.of(DEFAULT_ACCOUNT);

  @Option(
      names = "--cps",
      paramLabel = "RATE",
      defaultValue = "1",
      description = "Calls that leave an account's queue per second; ${DEFAULT-VALUE} by default.")
  private double callsPerSecond;

  @Option(
      names = "--clock-speed",
      paramLabel = "FACTOR",
      defaultValue = "1",
      description = "How much faster than real time calls live; ${DEFAULT-VALUE} by default.")
  private double clockSpeed;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "SIDs, outcomes and faults follow from it; ${DEFAULT-VALUE} by default.")
  private long seed;

  @Option(
      names = "--too-many-requests",
      paramLabel = "SHARE",
      description = "Creates answered 429, half of them with Retry-After.")
  private double tooManyRequests;

  @Option(
      names = "--server-error-after-placing",
      paramLabel = "SHARE",
      description = "Creates answered 500 although the phone is dialled.")
  private double serverErrorAfterPlacing;

  @Option(
      names = "--reset-after-placing",
      paramLabel = "SHARE",
      description = "Creates whose connection breaks although the phone is dialled.")
  private double resetAfterPlacing;

  @Option(
      names = "--fault",
      paramLabel = "NAME=SHARE",
      description = "Any other fault of creates; may be repeated: ${COMPLETION-CANDIDATES}.")
  private Map<Fault, Double> faults = new LinkedHashMap<>();

  @Option(names = "--access-log", description = "Shows each request on standard error.")
  private boolean accessLog;

  @Mixin private SimulateExtras extras = new SimulateExtras();

  private static final String DEFAULT_ACCOUNT =
      Simulator.DEFAULT_ACCOUNT_SID + ":" + Simulator.DEFAULT_AUTH_TOKEN;

  SimulateCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    try (Simulator twilio = start()) {
      twilio.onClose().block();
    }
    return 0;
  }

  /** Starts the simulator and says how to talk to it. */
  Simulator start() {
    SimulatorBuilder builder = Simulator.builder().seed(seed).accessLog(accessLog);
    for (String account : accounts) {
      int colon = account.indexOf(':');
      if (colon < 0 || colon == account.length() - 1) {
        throw wrong("--account must be SID:TOKEN", null);
      }
      checked(
          "--account",
          () -> builder.account(account.substring(0, colon), account.substring(colon + 1)));
    }
    checked("--cps", () -> builder.callsPerSecond(callsPerSecond));
    checked("--clock-speed", () -> builder.clockSpeed(clockSpeed));
    try {
      extras.apply(builder);
    } catch (IllegalArgumentException e) {
      throw wrong(e.getMessage(), e);
    }
    builder.faults(faults());
    Simulator twilio = listen(builder);
    introduce(twilio);
    return twilio;
  }

  private Faults faults() {
    Faults all =
        checked("--too-many-requests", () -> Faults.none().tooManyRequests(tooManyRequests));
    Faults more =
        checked(
            "--server-error-after-placing",
            () -> all.serverErrorAfterPlacing(serverErrorAfterPlacing));
    Faults most = checked("--reset-after-placing", () -> more.resetAfterPlacing(resetAfterPlacing));
    Faults every = most;
    for (Map.Entry<Fault, Double> fault : faults.entrySet()) {
      Faults before = every;
      every = checked("--fault", () -> before.onCreates(fault.getKey(), fault.getValue()));
    }
    for (Map.Entry<Fault, Double> fault : extras.readFaults().entrySet()) {
      Faults before = every;
      every = checked("--read-fault", () -> before.onOthers(fault.getKey(), fault.getValue()));
    }
    return every;
  }

  private Simulator listen(SimulatorBuilder builder) {
    if (port < 0 || port > 65_535) {
      throw wrong("--port must be 0 to 65535", null);
    }
    try {
      return builder.port(port).start();
    } catch (RuntimeException e) {
      if (e.getCause() instanceof IOException cause) {
        throw wrong("--port: cannot listen on " + port + " (" + cause.getMessage() + ")", e);
      }
      throw e;
    }
  }

  private void introduce(Simulator twilio) {
    String first = accounts.get(0);
    String sid = first.substring(0, first.indexOf(':'));
    terminal.line();
    terminal.line("  " + terminal.paint(Colour.BOLD, "A local Twilio is running. Ctrl-C ends it."));
    terminal.line();
    terminal.line("  base URL  " + twilio.baseUrl());
    for (String account : accounts) {
      int colon = account.indexOf(':');
      terminal.line(
          "  account   " + account.substring(0, colon) + "  token " + account.substring(colon + 1));
    }
    terminal.line(
        "  oracle    " + twilio.baseUrl() + "/simulator/oracle  (what rang, and how often)");
    terminal.line(
        "  state     " + twilio.baseUrl() + "/simulator/state   (and clock, faults, accounts)");
    terminal.line();
    terminal.line("  Place a call:");
    terminal.line("  curl -u " + first + " \\");
    terminal.line("    " + twilio.baseUrl() + "/2010-04-01/Accounts/" + sid + "/Calls.json \\");
    terminal.line("    --data-urlencode To=+12125550123 --data-urlencode From=+12125550100 \\");
    terminal.line("    --data-urlencode 'Twiml=<Response><Say>Hello</Say></Response>'");
    terminal.line();
  }

  private <T> T checked(String option, Supplier<T> setting) {
    try {
      return setting.get();
    } catch (IllegalArgumentException e) {
      throw wrong(option + ": " + e.getMessage(), e);
    }
  }

  private ParameterException wrong(@Nullable String message, @Nullable Throwable cause) {
    return new ParameterException(spec.commandLine(), message, cause);
  }
}
