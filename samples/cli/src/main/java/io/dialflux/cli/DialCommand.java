package io.dialflux.cli;

import io.dialflux.CallsClient;
import io.dialflux.call.CallTemplate;
import io.dialflux.call.MachineDetection;
import io.dialflux.campaign.Campaign;
import io.dialflux.campaign.LedgerException;
import io.dialflux.campaign.OnUnresolved;
import io.dialflux.campaign.sqlite.SqliteStore;
import io.dialflux.error.CallsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dialflux dial}. */
@Command(
    name = "dial",
    description = {
      "Calls everybody on a list, once each or as --retry says. Killed or stopped at any moment,"
          + " the same command goes on: nobody is called twice, nobody is forgotten.",
      "Credentials are taken as by dialflux call.",
      "Ends with 0: done; 1: failed; 2: wrong use; 3: done but for leads that are held, because"
          + " their phone may have rung or their call cannot be made, or that wait for another call;"
          + " 130 or 143: interrupted, and drained."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    versionProvider = Dialflux.Version.class)
final class DialCommand implements Callable<Integer> {
  private static final int FAILED = 1;
  private static final int CONNECTIONS = 1_000;
  private static final int MOST_IN_FLIGHT = 9_000;

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Option(
      names = "--leads",
      required = true,
      paramLabel = "FILE",
      description = {
        "CSV in UTF-8 with a header. Column phone: whom to call. Column key, if there is one: what"
            + " tells people apart, else the phone does. Columns zone, priority and expires: for"
            + " rules. All others: values for the TwiML."
      })
  private Path leads = Path.of("");

  @Option(names = "--from", required = true, paramLabel = "FROM", description = "The caller.")
  private String from = "";

  @ArgGroup(multiplicity = "1")
  private DialAnswer answer = new DialAnswer();

  @Option(
      names = "--status-callback",
      paramLabel = "URL",
      description = "Told of each call's progress.")
  private @Nullable URI statusCallback;

  @Option(
      names = "--machine-detection",
      paramLabel = "MODE",
      converter = MachineWords.class,
      completionCandidates = MachineWords.class,
      description = {
        "One of ${COMPLETION-CANDIDATES}: Twilio tells machines from people, without which a machine"
            + " counts as an answer."
      })
  private @Nullable MachineDetection machineDetection;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The campaign's name; that of the list's file by default.")
  private @Nullable String name;

  @Option(
      names = "--ledger",
      paramLabel = "FILE",
      description = "Where all is written down; beside the list by default, as LIST.ledger.")
  private @Nullable Path ledger;

  @Option(
      names = "--cps",
      paramLabel = "RATE",
      defaultValue = "1",
      description = "Calls per second, as Twilio grants the account; ${DEFAULT-VALUE} by default.")
  private double callsPerSecond;

  @Option(
      names = "--max-in-flight",
      paramLabel = "N",
      defaultValue = "100",
      description = "Creates under way at once, at most; ${DEFAULT-VALUE} by default.")
  private int maxInFlight;

  @Option(
      names = "--region-of-numbers",
      paramLabel = "REGION",
      description = "Where numbers without a country code are from, as US.")
  private @Nullable String region;

  @Option(
      names = "--on-unresolved",
      paramLabel = "POLICY",
      defaultValue = "hold",
      converter = Unresolved.class,
      description = {
        "When a create got no clear answer and no call is found: hold, so that a person decides, or"
            + " redial:PT20M, which after so long calls again and may ring a phone twice."
      })
  private OnUnresolved onUnresolved = OnUnresolved.hold();

  @Mixin private DialRuleOptions rules = new DialRuleOptions();

  @Option(
      names = "--dry-run",
      description = {
        "Calls nobody and writes nothing down: tells of each lead whether it would be called now,"
            + " and if not, why and until when."
      })
  private boolean dryRun;

  @Option(
      names = "--other-writers",
      description = {
        "Other software of the account may call the same people from the same number: a call is"
            + " a lead's only if it carries the attempt's id."
      })
  private boolean otherWriters;

  @Option(
      names = "--end-with-input",
      hidden = true,
      description = "Dies with who started it and holds its standard input.")
  private boolean endWithInput;

  @Mixin private DialTimes times = new DialTimes();

  @Mixin private AccountOptions account;

  DialCommand(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.account = new AccountOptions(environment);
  }

  @Override
  public Integer call() {
    LeadFile file = file();
    if (dryRun) {
      return dryRun(file);
    }
    if (endWithInput) {
      StandardInput.endWithIt();
    }
    // closed last, so that what went wrong while draining is told before the process ends
    try (Interruption interruption = Interruption.heeded()) {
      int exitCode = dial(file, interruption);
      if (exitCode == FAILED) {
        interruption.endWith(FAILED);
      }
      return exitCode;
    }
  }

  private int dial(LeadFile file, Interruption interruption) {
    try (CallsClient calls = client();
        SqliteStore store = SqliteStore.open(ledger())) {
      Campaign campaign = campaign(file, store).calls(calls);
      return new Dial(terminal, campaign, interruption, advice()).run(file);
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw wrong(e.getMessage(), e);
    } catch (LedgerException e) {
      return failed("--ledger " + ledger() + ": " + e.getMessage(), e.reason());
    } catch (UncheckedIOException e) {
      return failed("--leads " + leads + ": " + e.getCause().getMessage(), null);
    } catch (CallsException e) {
      return failed(e.getMessage(), null);
    }
  }

  private int dryRun(LeadFile file) {
    try (TemporaryFolder folder = TemporaryFolder.create("dialflux-dry-run-")) {
      Path copy = folder.path().resolve("ledger");
      LedgerCopy.make(ledger(), copy);
      try (SqliteStore store = SqliteStore.open(copy)) {
        new DryRun(terminal, campaign(file, store), callsPerSecond).run(file);
      }
      return 0;
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw wrong(e.getMessage(), e);
    } catch (LedgerException e) {
      return failed("--ledger " + ledger() + ": " + e.getMessage(), null);
    } catch (UncheckedIOException e) {
      return failed("--leads " + leads + ": " + e.getCause().getMessage(), null);
    } catch (IOException e) {
      return failed("--ledger " + ledger() + ": " + Reasons.of(e), null);
    }
  }

  private Campaign campaign(LeadFile file, SqliteStore store) {
    Campaign campaign = named("--name", () -> Campaign.named(name(), store));
    campaign = answer.on(campaign, file.values(), from, this::options);
    Campaign paced = campaign;
    campaign = named("--cps", () -> paced.callsPerSecond(callsPerSecond));
    Campaign bounded = campaign;
    campaign = named("--max-in-flight", () -> bounded.maxInFlight(maxInFlight));
    if (region != null) {
      Campaign placed = campaign;
      String from = region;
      campaign = named("--region-of-numbers", () -> placed.defaultRegion(from));
    }
    Campaign ruled = rules.on(campaign, from, machineDetection != null, store);
    return times.on(ruled.onUnresolved(onUnresolved).otherWriters(otherWriters));
  }

  /** What all calls have, whatever those who answer hear. */
  private CallTemplate options(CallTemplate template) {
    CallTemplate told = statusCallback == null ? template : template.statusCallback(statusCallback);
    return machineDetection == null ? told : told.machineDetection(machineDetection);
  }

  private CallsClient client() {
    if (maxInFlight < 1 || maxInFlight > MOST_IN_FLIGHT) {
      throw wrong("--max-in-flight must be 1 to " + MOST_IN_FLIGHT, null);
    }
    return account.client(
        // some are left to reading while all creates are under way
        builder -> builder.maxConnections(Math.max(CONNECTIONS, maxInFlight + CONNECTIONS / 10)));
  }

  private LeadFile file() {
    try {
      return LeadFile.of(leads);
    } catch (IOException e) {
      throw wrong("--leads: " + leads + " cannot be read: " + Reasons.of(e), e);
    }
  }

  private String name() {
    return name == null ? listName() : name;
  }

  private Path ledger() {
    return ledger == null ? leads.resolveSibling(listName() + ".ledger") : ledger;
  }

  /** The file's name without its ending. */
  private String listName() {
    String file = String.valueOf(leads.getFileName());
    int dot = file.lastIndexOf('.');
    return dot > 0 ? file.substring(0, dot) : file;
  }

  private Advice advice() {
    return new Advice(ShellCommand.again(spec), spec.root().name(), ledger());
  }

  private int failed(@Nullable String message, LedgerException.@Nullable Reason reason) {
    spec.commandLine().getErr().println(message);
    if (reason == LedgerException.Reason.RESTORED) {
      spec.commandLine().getErr().println(advice().reconcile());
    }
    return FAILED;
  }

  private interface Setting {
    Campaign set();
  }

  private static Campaign named(String option, Setting setting) {
    try {
      return setting.set();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
    }
  }

  private ParameterException wrong(@Nullable String message, @Nullable Throwable cause) {
    return new ParameterException(spec.commandLine(), String.valueOf(message), cause);
  }
}
