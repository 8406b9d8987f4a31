package io.dialflux.cli;

import io.dialflux.campaign.LoadProgress;
import io.dialflux.campaign.RejectedRow;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What became of the rows of a list: how many, and by line those that add nobody. */
final class LoadReport {
  private static final int MOST_LINES = 20;

  private final Terminal terminal;
  private final List<RejectedRow> problems = new ArrayList<>();
  private long moreProblems;
  private int drawn;
  private @Nullable LoadProgress last;

  LoadReport(Terminal terminal) {
    this.terminal = terminal;
  }

  void show(LoadProgress progress) {
    last = progress;
    Stream.concat(progress.rejectedRows().stream(), progress.repeatedRows().stream())
        .sorted(Comparator.comparingLong(RejectedRow::line))
        .forEach(this::note);
    if (terminal.live()) {
      terminal.over(drawn, List.of(line(progress)));
      drawn = 1;
    }
  }

  private void note(RejectedRow problem) {
    if (problems.size() < MOST_LINES) {
      problems.add(problem);
    } else {
      moreProblems++;
    }
  }

  void end() {
    if (last == null) {
      terminal.line("  loading    no rows");
      return;
    }
    if (!terminal.live()) {
      terminal.line(line(last));
    }
    problems.forEach(problem -> terminal.line("             " + problem));
    if (moreProblems > 0) {
      terminal.line(
          text(
              "             and %,d more such lines: dialflux campaign export has all",
              moreProblems));
    }
  }

  private static String line(LoadProgress progress) {
    return text(
        "  loading    %,d rows: %,d new, %,d known, %,d repeated, %,d rejected",
        progress.rows(),
        progress.added(),
        progress.known(),
        progress.repeated(),
        progress.rejected());
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
