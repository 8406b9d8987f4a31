package io.dialflux.cli;

import io.dialflux.history.HistoryProgress;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** How far the reading of a history is. Used by the main thread. */
final class HistoryBar {
  private static final Duration QUIET = Duration.ofSeconds(5);

  private final LongSupplier nanoTime;
  private final ProgressBar bar;
  private final RateMeter speed = new RateMeter();
  private @Nullable HistoryProgress last;
  private long lastCame;

  /** Of the reading's threads. */
  private volatile @Nullable HistoryProgress newest;

  HistoryBar(Terminal terminal) {
    this(terminal, System::nanoTime);
  }

  HistoryBar(Terminal terminal, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.bar = new ProgressBar(terminal, nanoTime, "windows", 0);
  }

  /**
   * Reads it all and shows how; blocks until it is at its end. Null where nothing was left to do.
   */
  @Nullable HistoryProgress watch(Flux<HistoryProgress> reading) {
    try {
      Ticks.of(reading.doOnNext(progress -> newest = progress)).forEach(this::look);
    } finally {
      last = newest; // what came right before a failure no look has seen
      end();
    }
    return last;
  }

  /** Whether a page has been read. */
  boolean hasBegun() {
    return last != null;
  }

  boolean isDone() {
    return last != null && last.done();
  }

  /** As {@code 3 of 20 windows}. */
  String howFar() {
    return last == null
        ? "no windows"
        : text("%,d of %,d windows", last.windowsDone(), last.windows());
  }

  /** Also where nothing has come, which is when somebody wants to know why. */
  void look(List<HistoryProgress> come) {
    long now = nanoTime.getAsLong();
    if (!come.isEmpty()) {
      last = come.get(come.size() - 1);
      lastCame = now;
    }
    HistoryProgress progress = last;
    if (progress == null) {
      bar.waiting("waiting for the first page");
    } else {
      speed.observe(now, progress.calls());
      show(progress, Duration.ofNanos(now - lastCame));
    }
  }

  private void show(HistoryProgress progress, Duration quiet) {
    bar.total(progress.windows());
    boolean still = quiet.compareTo(QUIET) >= 0;
    bar.show(
        progress.windowsDone(),
        still ? null : progress.timeLeft(),
        text("%,d calls", progress.calls())
            + details(progress, speed.perSecond())
            + (still ? text(", nothing new for %,d s", quiet.toSeconds()) : ""));
  }

  void end() {
    HistoryProgress progress = last;
    if (progress != null) {
      long before = progress.callsBefore();
      bar.total(progress.windows());
      bar.end(
          progress.windowsDone(),
          text("%,d calls", progress.calls())
              + (before == 0 ? "" : text(" (%,d of them earlier)", before))
              + details(progress, progress.callsPerSecond()));
    }
  }

  private static String details(HistoryProgress progress, double perSecond) {
    LocalDate reached = progress.dateReached();
    long refused = progress.tooManyRequests();
    return text(", %,.0f calls/s", perSecond)
        + (reached == null ? "" : ", back to " + reached)
        + (refused == 0 ? "" : text(", %,d × 429", refused));
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
