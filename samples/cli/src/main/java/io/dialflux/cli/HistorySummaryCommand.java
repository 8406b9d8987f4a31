package io.dialflux.cli;

import io.dialflux.cli.summary.HistorySummary;
import io.dialflux.cli.summary.SummaryPage;
import io.dialflux.history.CallHistory;
import io.dialflux.history.HistoryPage;
import io.dialflux.history.HistoryProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** {@code dialflux history summary}. */
@Command(
    name = "summary",
    description = {
      "Shows what calls add up to: how many a day, how they ended, how long they lasted and what"
          + " they cost. A TIME is a UTC date or an instant.",
      "Ends with 0: done; 1: failed; 2: wrong use."
    })
final class HistorySummaryCommand extends HistoryOperation {
  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = {
        "Writes a page with plots, too, that can be sent to somebody: one file, without phone"
            + " numbers. A file that is there is replaced."
      })
  private @Nullable Path html;

  HistorySummaryCommand(Terminal terminal, Map<String, String> environment) {
    super(terminal, environment);
  }

  @Override
  public Integer call() {
    for (OptionSpec misplaced : spec.parent().commandLine().getParseResult().matchedOptions()) {
      String name = misplaced.longestName();
      throw wrong(
          name
              + (spec.findOption(name) == null
                  ? " is no option of summary"
                  : " must stand behind summary"));
    }
    return super.call();
  }

  @Override
  int run(CallHistory history) throws IOException {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Instant end = to();
    checkHtml();
    HistorySummary summary =
        new HistorySummary(from(), end == null || end.isAfter(now) ? now : end, ofOneStatus());
    new HistoryBar(terminal).watch(history.pages().map(page -> counted(page, summary)));
    terminal.line();
    SummaryText.lines(summary, which(), terminal).forEach(terminal::line);
    if (html != null) {
      write(html, SummaryPage.html(summary, which(), now));
    }
    terminal.checkWritten();
    return 0;
  }

  private static HistoryProgress counted(HistoryPage page, HistorySummary summary) {
    page.calls().forEach(summary::add);
    return page.progress();
  }

  private void write(Path file, String page) throws IOException {
    try {
      Files.writeString(file, page);
    } catch (IOException e) {
      throw new IOException("--html: " + file + ": " + Reasons.of(e), e);
    }
    terminal.line();
    terminal.line("  The page is in " + file);
  }

  /** Reading may take hours, so a mistyped name is told before. */
  private void checkHtml() {
    if (html == null) {
      return;
    }
    Path folder = html.toAbsolutePath().getParent();
    if (Files.isDirectory(html) || folder == null || !Files.isWritable(folder)) {
      throw wrong("--html: " + html + " cannot be written");
    }
  }
}
