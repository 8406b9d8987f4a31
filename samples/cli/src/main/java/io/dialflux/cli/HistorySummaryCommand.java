package io.dialflux.cli;

import io.dialflux.cli.summary.HistorySummary;
import io.dialflux.cli.summary.SummaryPage;
import io.dialflux.history.CallHistory;
import io.dialflux.history.HistoryInterruptedException;
import io.dialflux.history.HistoryPage;
import io.dialflux.history.HistoryProgress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import reactor.core.publisher.Flux;

/** {@code dialflux history summary}. */
@Command(
    name = "summary",
    description = {
      "Shows what calls add up to: how many a day, how they ended, how long they lasted and what"
          + " they cost. A TIME is a UTC date or an instant.",
      "Ends with 0: done; 1: failed; 2: wrong use; 130 or 143: interrupted. What was counted before a"
          + " failure or an interruption is shown."
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
    HistoryBar bar = new HistoryBar(terminal);
    try (Interruption interruption = Interruption.heeded()) {
      // it ends between two pages, so nothing is counted any more behind it
      Flux<HistoryPage> pages = history.pages().takeUntilOther(interruption.asked());
      bar.watch(pages.map(page -> counted(page, summary)));
      if (interruption.wasAsked() && !bar.isDone()) {
        showIncomplete(summary, bar);
        return INTERRUPTED;
      }
      show(summary);
      if (html != null) {
        write(html, SummaryPage.html(summary, which(), now));
      }
      terminal.checkWritten();
      return DONE;
    } catch (HistoryInterruptedException e) {
      showIncomplete(summary, bar);
      throw e;
    }
  }

  private void show(HistorySummary summary) {
    terminal.line();
    SummaryText.lines(summary, which(), terminal).forEach(terminal::line);
  }

  /** Hours of reading may be in it. */
  private void showIncomplete(HistorySummary summary, HistoryBar bar) {
    if (!bar.hasBegun()) {
      return;
    }
    terminal.line();
    terminal.line(
        "  "
            + terminal.paint(Colour.RED, "INCOMPLETE: " + bar.howFar() + " are read to their end,")
            + (html == null ? " and this is" : " no page is written, and this is")
            + " of the calls so far.");
    show(summary);
  }

  private static HistoryProgress counted(HistoryPage page, HistorySummary summary) {
    page.calls().forEach(summary::add);
    return page.progress();
  }

  /** At once as a whole, so that nobody finds half a page. */
  private void write(Path file, String page) throws IOException {
    try {
      Path target = target(file);
      Path part = target.resolveSibling(target.getFileName() + ".part");
      try {
        Files.writeString(part, page);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new IOException("--html: " + file + ": " + Reasons.of(e), e);
    }
    terminal.line();
    terminal.line("  The page is in " + file);
  }

  /** Behind a link, which stays one. */
  private static Path target(Path file) throws IOException {
    return Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
  }

  /** Reading may take hours, so a mistyped name is told before. */
  private void checkHtml() throws IOException {
    if (html == null) {
      return;
    }
    Path folder = target(html).getParent();
    boolean replaceable =
        !Files.exists(html) || Files.isRegularFile(html) && Files.isWritable(html);
    if (!replaceable || folder == null || !Files.isWritable(folder)) {
      throw wrong("--html: " + html + " cannot be written");
    }
  }
}
