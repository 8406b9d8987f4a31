package io.dialflux.cli;

import io.dialflux.campaign.Lead;
import io.dialflux.simulator.Fault;
import io.dialflux.simulator.Faults;
import io.dialflux.simulator.Simulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code dialflux demo}. */
@Command(
    name = "demo",
    description = {
      "Dials a list of leads against a local Twilio that fails on purpose, kills the dialler in the"
          + " middle and starts it again, and checks with an oracle that no phone rang twice. Dials"
          + " nobody for real.",
      "The last line is for machines; the exit code is 0 when every promise was kept."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    versionProvider = Dialflux.Version.class)
final class DemoCommand implements Callable<Integer> {
  private static final double TOO_MANY_REQUESTS = 0.005;
  private static final double SERVER_ERROR_BEFORE = 0.01;
  private static final double SERVER_ERROR_AFTER = 0.015;
  private static final double RESET_AFTER = 0.01;

  /** So that there are creates under way whenever the dialler is killed. */
  private static final double SLOW_ANSWER = 0.05;

  private static final Duration SLOW = Duration.ofMillis(400);

  /** Fast enough that the longest call has ended within seconds. */
  private static final int CLOCK_SPEED = 120;

  /** What Twilio grants a business; far more than the pace on the fast clock. */
  private static final int ACCOUNT_CALLS_PER_SECOND = 30;

  private final Terminal terminal;

  @Spec private CommandSpec spec;

  @Option(
      names = "--leads",
      paramLabel = "FILE",
      description = "CSV with columns name and phone; 1,000 invented people by default.")
  private @Nullable Path file;

  @Option(
      names = "--pace",
      paramLabel = "RATE",
      defaultValue = "300",
      description = "Calls per second; ${DEFAULT-VALUE} by default.")
  private double pace;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Which creates fail follows from it; ${DEFAULT-VALUE} by default.")
  private long seed;

  DemoCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Lead> leads = leads();
    if (!(pace > 0 && pace <= 10_000)) {
      throw wrong("--pace must be above 0 and at most 10000");
    }
    try (TemporaryFolder folder = TemporaryFolder.create("dialflux-demo-");
        Simulator twilio = simulator()) {
      introduce(leads.size(), twilio);
      return new Demo(terminal, twilio, pace, folder.path()).run(leads).exitCode();
    }
  }

  private List<Lead> leads() {
    try {
      LeadFile leads = file == null ? LeadFile.bundled() : LeadFile.of(file);
      return leads.leads().collectList().blockOptional().orElseThrow();
    } catch (IOException e) {
      throw wrong("--leads: " + file + " cannot be read: " + Reasons.of(e));
    } catch (UncheckedIOException e) {
      throw wrong("--leads: " + file + " cannot be read: " + e.getCause().getMessage());
    }
  }

  private Simulator simulator() {
    Faults faults =
        Faults.none()
            .tooManyRequests(TOO_MANY_REQUESTS)
            .onCreates(Fault.SERVER_ERROR_BEFORE_PLACING, SERVER_ERROR_BEFORE)
            .serverErrorAfterPlacing(SERVER_ERROR_AFTER)
            .resetAfterPlacing(RESET_AFTER)
            .onCreates(Fault.SLOW_ANSWER_AFTER_PLACING, SLOW_ANSWER);
    return Simulator.builder()
        .seed(seed)
        .clockSpeed(CLOCK_SPEED)
        .callsPerSecond(ACCOUNT_CALLS_PER_SECOND)
        .faults(faults)
        .slowAnswer(SLOW)
        .start();
  }

  private void introduce(int leads, Simulator twilio) {
    terminal.line();
    terminal.line("  " + terminal.paint(Colour.BOLD, "Dialflux: dialling that rings nobody twice"));
    terminal.line();
    say("simulator", twilio.baseUrl() + ", a local Twilio: dials nobody, counts every ring");
    say(
        "its faults",
        "%s of creates get a 429, %s a 500 before the phone is dialled,",
        share(TOO_MANY_REQUESTS),
        share(SERVER_ERROR_BEFORE));
    say(
        "",
        "%s a 500 and %s a reset connection after it was dialled;",
        share(SERVER_ERROR_AFTER),
        share(RESET_AFTER));
    say("", "half-way the dialler, a process of its own, is killed and started again");
    say(
        "leads",
        "%,d from %s, some with bad numbers; at most %s calls a second",
        leads,
        file == null ? "leads.csv" : file.getFileName(),
        number(pace));
    terminal.line();
  }

  private void say(String title, String format, Object... values) {
    String text = values.length == 0 ? format : String.format(Locale.ROOT, format, values);
    terminal.line("  " + terminal.paint(Colour.DIM, String.format("%-11s", title)) + text);
  }

  private static String share(double share) {
    return number(share * 100) + " %";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", "");
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
