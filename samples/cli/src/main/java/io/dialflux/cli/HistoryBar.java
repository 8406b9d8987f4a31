package io.dialflux.cli;

import io.dialflux.history.HistoryProgress;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** How far the reading of a history is. Used by the main thread. */
final class HistoryBar {
  private final Terminal terminal;
  private final RateMeter speed = new RateMeter();
  private @Nullable ProgressBar bar;
  private @Nullable HistoryProgress last;

  HistoryBar(Terminal terminal) {
    this.terminal = terminal;
  }

  /**
   * Reads it all and shows how; blocks until it is at its end. Null where nothing was left to do.
   */
  @Nullable HistoryProgress watch(Flux<HistoryProgress> reading) {
    try {
      for (List<HistoryProgress> come : Ticks.of(reading)) {
        if (!come.isEmpty()) {
          show(come.get(come.size() - 1));
        }
      }
    } finally {
      end();
    }
    return last;
  }

  private void show(HistoryProgress progress) {
    last = progress;
    bar =
        bar == null
            ? new ProgressBar(terminal, System::nanoTime, "windows", progress.windows())
            : bar;
    speed.observe(System.nanoTime(), progress.calls());
    bar.show(progress.windowsDone(), progress.timeLeft(), details(progress, speed.perSecond()));
  }

  private void end() {
    if (bar != null && last != null) {
      bar.end(last.windowsDone(), details(last, last.callsPerSecond()));
    }
  }

  private static String details(HistoryProgress progress, double perSecond) {
    LocalDate reached = progress.dateReached();
    long refused = progress.tooManyRequests();
    return text("%,d calls, %,.0f calls/s", progress.calls(), perSecond)
        + (reached == null ? "" : ", back to " + reached)
        + (refused == 0 ? "" : text(", %,d × 429", refused));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
