package io.dialflux.cli;

import io.dialflux.history.CallExport;
import io.dialflux.history.CallHistory;
import io.dialflux.history.CallLines;
import io.dialflux.history.HistoryProgress;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dialflux history}. */
@Command(
    name = "history",
    description = {
      "Writes all calls of a time, however many, to a file or to standard output. Killed or stopped"
          + " at any moment, the same command with --resume goes on: the file holds each call once.",
      "Credentials are taken as by dialflux call. The calls hold phone numbers. The bar counts"
          + " windows: the days, and three lists of calls that were never dialled.",
      "Ends with 0: done; 1: failed; 2: wrong use; 130 or 143: interrupted."
    })
final class HistoryCommand extends HistoryOperation {
  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}; what FILE is named as, or csv, by default.")
  private @Nullable HistoryFormat format;

  @Option(
      names = "--neutralise",
      description = "Makes CSV cells that a spreadsheet would run as formulas plain text.")
  private boolean neutralise;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = {
        "Where to, in place of standard output. While it is written it is FILE.part; beside it"
            + " stands what is needed to go on, and in the end FILE.manifest.json."
      })
  private @Nullable Path out;

  @Option(
      names = "--ordered",
      description = {
        "First the calls that were never dialled, then the newest day. Without it they come as they"
            + " are read, which is faster."
      })
  private boolean ordered;

  @Option(
      names = "--gzip",
      description = "Compresses FILE, which a name that ends with .gz asks for, too.")
  private boolean gzip;

  @Option(names = "--resume", description = "Goes on with FILE where it was cut off, or begins it.")
  private boolean resume;

  @Option(
      names = "--checkpoint-every",
      paramLabel = "DURATION",
      defaultValue = "PT2S",
      hidden = true)
  private Duration checkpointEvery = Duration.ZERO;

  private HistoryCommand(Terminal terminal, Map<String, String> environment) {
    super(terminal, environment);
  }

  static CommandLine commandLine(Terminal terminal, Map<String, String> environment) {
    return new CommandLine(new HistoryCommand(terminal, environment))
        .addSubcommand(new HistorySummaryCommand(terminal, environment));
  }

  @Override
  int run(CallHistory calls) throws IOException {
    CallHistory history = ordered ? calls.ordered() : calls;
    if (neutralise && format() != HistoryFormat.CSV) {
      throw wrong("--neutralise is for csv");
    }
    if (out != null) {
      return export(history, out);
    }
    if (gzip || resume) {
      throw wrong((gzip ? "--gzip" : "--resume") + " needs --out");
    }
    return print(history);
  }

  private HistoryFormat format() {
    HistoryFormat named = out == null ? null : HistoryFormat.of(out);
    if (format != null && named != null && format != named) {
      throw wrong("--format: --out is named as " + named);
    }
    return format != null ? format : named != null ? named : HistoryFormat.CSV;
  }

  private boolean isGzip(Path file) {
    boolean named = HistoryFormat.isGzip(file);
    if (gzip && !named && HistoryFormat.of(file) != null) {
      throw wrong("--gzip: --out is not named as gzip, which ends with .gz");
    }
    return gzip || named;
  }

  private int export(CallHistory history, Path file) throws IOException {
    CallExport export = format().to(file).checkpointEvery(checkpointEvery);
    export = isGzip(file) ? export.gzip() : export;
    export = neutralise ? export.neutraliseFormulas() : export;
    export = resume ? export.resume() : export;
    HistoryBar bar = new HistoryBar(terminal);
    try (Interruption interruption = Interruption.heeded()) {
      HistoryProgress end = bar.watch(export.write(history).takeUntilOther(interruption.asked()));
      return interruption.wasAsked() ? interrupted() : done(file, end);
    } catch (UncheckedIOException e) {
      IOException why = e.getCause();
      if (why instanceof FileAlreadyExistsException) {
        throw wrong("--out: " + why.getMessage() + inTheWay(file, Path.of(why.getMessage())));
      }
      // what cannot be opened is a FileSystemException, and nothing has begun then
      boolean begun = bar.hasBegun() || !(why instanceof FileSystemException);
      throw new IOException(
          "--out: " + file + ": " + Reasons.of(why) + (begun ? "." + goOn() : ""), e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--resume: " + e.getMessage(), e);
    }
  }

  private String inTheWay(Path file, Path there) {
    if (Files.isDirectory(there)) {
      return " is a directory";
    }
    boolean exported = !there.equals(file) || Files.exists(Path.of(file + ".manifest.json"));
    return !exported || resume
        ? " is there already, and is no export: choose another file"
        : " is there already; --resume goes on";
  }

  private int done(Path file, @Nullable HistoryProgress end) {
    terminal.line();
    terminal.line(
        end == null
            ? "  " + file + " is done already."
            : String.format(Locale.ROOT, "  %,d calls are in %s", end.calls(), file));
    return DONE;
  }

  private int interrupted() {
    terminal.line();
    terminal.line("  Interrupted; what was read is kept, but for the last seconds." + goOn());
    return INTERRUPTED;
  }

  @Override
  String goOn() {
    if (out == null) {
      return "";
    }
    String again = ShellCommand.again(spec);
    return String.format(" To go on:%n%n  %s", resume ? again : again + " --resume");
  }

  /**
   * Page by page: of {@code | head} no more are read than may be under way at once, and the one
   * that is printed.
   */
  private int print(CallHistory history) throws IOException {
    CallLines lines = neutralise ? format().lines().neutraliseFormulas() : format().lines();
    PrintWriter to = terminal.writer();
    for (byte[] page : lines.of(history).toIterable(1)) {
      to.write(new String(page, StandardCharsets.UTF_8));
      if (to.checkError()) {
        break;
      }
    }
    terminal.checkWritten();
    return DONE;
  }
}
