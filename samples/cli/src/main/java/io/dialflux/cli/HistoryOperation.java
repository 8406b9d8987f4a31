package io.dialflux.cli;

import io.dialflux.CallsClient;
import io.dialflux.call.CallStatus;
import io.dialflux.error.CallsException;
import io.dialflux.history.CallHistory;
import io.dialflux.history.HistoryInterruptedException;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the commands on a history have in common: which calls, how they are read, how it ended. */
@Command(
    mixinStandardHelpOptions = true,
    sortOptions = false,
    versionProvider = Dialflux.Version.class)
abstract class HistoryOperation implements Callable<Integer> {
  static final int DONE = 0;
  static final int INTERRUPTED = 130;
  private static final int FAILED = 1;

  final Terminal terminal;

  @Spec CommandSpec spec;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Calls that started then or later: a UTC date or an instant. Required.")
  private @Nullable String from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description =
          "Up to the end of that UTC date, or before that instant; up to now if not given.")
  private @Nullable String to;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      converter = StatusOption.class,
      completionCandidates = StatusOption.class,
      description = "Calls in this state: ${COMPLETION-CANDIDATES}.")
  private @Nullable CallStatus status;

  @Option(names = "--to-number", paramLabel = "TO", description = "Calls to this number.")
  private @Nullable String toNumber;

  @Option(names = "--from-number", paramLabel = "FROM", description = "Calls from this number.")
  private @Nullable String fromNumber;

  @Option(
      names = "--dialled-only",
      description = {
        "Leaves out calls that were never dialled. They have no start, and are found among all that"
            + " were canceled or have failed since."
      })
  private boolean dialledOnly;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      defaultValue = "8",
      description = "Days read side by side, at most; ${DEFAULT-VALUE} by default.")
  private int concurrency;

  @Option(
      names = "--page-size",
      paramLabel = "N",
      defaultValue = "1000",
      description = "Calls a page; ${DEFAULT-VALUE} by default.")
  private int pageSize;

  @Mixin private AccountOptions account;

  HistoryOperation(Terminal terminal, Map<String, String> environment) {
    this.terminal = terminal;
    this.account = new AccountOptions(environment);
  }

  /**
   * Reads it, and writes what came of it.
   *
   * @return how the process is to end
   */
  abstract int run(CallHistory history) throws IOException;

  /** What to do after a failure, for who typed the command; empty where there is nothing. */
  String goOn() {
    return "";
  }

  @Override
  public Integer call() {
    try (CallsClient calls = account.client()) {
      return run(history(calls));
    } catch (HistoryInterruptedException e) {
      String goOn = goOn();
      return failed(e.getMessage() + (goOn.isEmpty() ? "" : "." + goOn));
    } catch (CallsException e) {
      return failed(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return failed(Reasons.of(e));
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private CallHistory history(CallsClient calls) {
    Instant start = from();
    Instant end = to();
    CallHistory history = CallHistory.of(calls).neverDialled(!dialledOnly);
    history = with("--from", start, history, CallHistory::since);
    history = with("--to", end, history, (all, before) -> all.between(start, before));
    history = with("--status", status, history, CallHistory::status);
    history = with("--to-number", toNumber, history, CallHistory::to);
    history = with("--from-number", fromNumber, history, CallHistory::from);
    history = with("--concurrency", concurrency, history, CallHistory::concurrency);
    return with("--page-size", pageSize, history, CallHistory::pageSize);
  }

  /** The option's setting, if it is given; what is wrong with it is told by its name. */
  private static <T> CallHistory with(
      String option,
      @Nullable T value,
      CallHistory history,
      BiFunction<CallHistory, T, CallHistory> setting) {
    return value == null ? history : named(option, () -> setting.apply(history, value));
  }

  static <T> T named(String option, Supplier<T> setting) {
    try {
      return setting.get();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(option + ": " + e.getMessage(), e);
    }
  }

  /** picocli would ask for it on the way to a subcommand, too. */
  final Instant from() {
    String start = from;
    if (start == null) {
      throw wrong("Missing required option: '--from=TIME'");
    }
    Instant at = time("--from", start, UtcTime::of);
    if (at.isAfter(Instant.now())) {
      throw wrong("--from: is still to come");
    }
    return at;
  }

  /** Null where it is not given. */
  final @Nullable Instant to() {
    return to == null ? null : time("--to", to, UtcTime::endOf);
  }

  private Instant time(String option, String text, Function<String, Instant> parsed) {
    if (text.startsWith("+")) {
      throw wrong(
          String.format(
              "%s: is a time; calls %s a number are asked for by %s-number",
              option, option.substring(2), option));
    }
    return named(option, () -> parsed.apply(text));
  }

  final boolean ofOneStatus() {
    return status != null;
  }

  /** Which calls are meant, in words that may be handed on: numbers stay where they are. */
  final String which() {
    return "Calls"
        + (status == null ? "" : " with status " + status)
        + (toNumber == null ? "" : " to one number")
        + (fromNumber == null ? "" : " from one number")
        + (dialledOnly ? " that were dialled" : "");
  }

  final ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private int failed(String message) {
    spec.commandLine().getErr().println(message);
    return FAILED;
  }
}
