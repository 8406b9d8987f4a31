package io.dialflux.cli;

import io.dialflux.campaign.LedgerException;
import io.dialflux.campaign.sqlite.SqliteStore;
import io.dialflux.error.CallsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What the commands on a ledger have in common: which one, and which of its campaigns. */
@Command(
    mixinStandardHelpOptions = true,
    sortOptions = false,
    versionProvider = Dialflux.Version.class)
abstract class LedgerOperation implements Callable<Integer> {
  private static final int FAILED = 1;

  final Terminal terminal;

  @Spec private CommandSpec spec;

  @Option(
      names = "--ledger",
      required = true,
      paramLabel = "FILE",
      description = "The ledger, which dialflux dial made.")
  private Path ledger = Path.of("");

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The campaign; all of the ledger by default.")
  private @Nullable String name;

  @Option(names = "--json", description = "Writes JSON, one object per line, for programs.")
  boolean json;

  LedgerOperation(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Does it, and writes what came of it.
   *
   * @param campaigns whom to do it for, one at least
   */
  abstract void run(SqliteStore store, List<String> campaigns) throws IOException;

  /** Whether the ledger is changed, which waits until no campaign runs on it. */
  boolean changes() {
    return false;
  }

  @Override
  public Integer call() {
    try (SqliteStore store = open()) {
      run(store, campaigns(store));
      return 0;
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    } catch (LedgerException e) {
      return failed("--ledger " + ledger + ": " + e.getMessage());
    } catch (IOException e) {
      return failed(Reasons.of(e));
    } catch (CallsException e) {
      return failed(String.valueOf(e.getMessage()));
    }
  }

  /** Reading first, so that a mistyped name makes no new ledger. */
  private SqliteStore open() {
    SqliteStore reading = SqliteStore.openReadOnly(ledger);
    if (!changes()) {
      return reading;
    }
    reading.close();
    return SqliteStore.open(ledger);
  }

  private List<String> campaigns(SqliteStore store) {
    List<String> all = store.campaigns().collectList().blockOptional().orElse(List.of());
    if (all.isEmpty()) {
      throw wrong("--ledger: there is no campaign in " + ledger);
    }
    if (name == null) {
      return all;
    }
    if (!all.contains(name)) {
      throw wrong(
          "--name: the ledger has no campaign '" + name + "' but " + String.join(", ", all));
    }
    return List.of(name);
  }

  ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private int failed(String message) {
    spec.commandLine().getErr().println(message);
    return FAILED;
  }
}
