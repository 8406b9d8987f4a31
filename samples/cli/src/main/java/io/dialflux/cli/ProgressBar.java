package io.dialflux.cli;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far something is: on a terminal a bar that moves, elsewhere (the log of a CI server) a
 * plain line every other second and one at the end.
 */
final class ProgressBar {
  private static final int COLUMNS = 80;
  private static final int INDENT = 13;
  private static final int WIDTH = 26;
  private static final long BETWEEN_PLAIN_LINES = Duration.ofSeconds(2).toNanos();

  private final Terminal terminal;
  private final LongSupplier nanoTime;
  private final String title;
  private final long started;
  private long total;
  private long lastPlainLine;
  private int drawn;

  /**
   * @param nanoTime a clock such as {@link System#nanoTime}
   */
  ProgressBar(Terminal terminal, LongSupplier nanoTime, String title, long total) {
    this.terminal = terminal;
    this.nanoTime = nanoTime;
    this.title = title;
    this.total = total;
    this.started = nanoTime.getAsLong();
    this.lastPlainLine = started;
  }

  /** How much there is, where that turns out later. */
  void total(long of) {
    total = of;
  }

  /**
   * While it is not known yet how much there is.
   *
   * @param what is waited for
   */
  void waiting(String what) {
    if (terminal.live()) {
      terminal.over(drawn, List.of(label().stripTrailing(), fit(" ".repeat(INDENT) + what)));
      drawn = 2;
    } else if (isDue()) {
      terminal.line(label() + what);
    }
  }

  /**
   * @param perSecond the speed now, from which the time left is told
   * @param details what else there is to say
   */
  void show(long done, double perSecond, String details) {
    Duration left =
        perSecond < 1
            ? null
            : Duration.ofMillis((long) (Math.ceil((total - done) / perSecond) * 1_000));
    show(done, perSecond, left, details);
  }

  /**
   * @param left the time left; null where there is none to tell
   */
  void show(long done, double perSecond, @Nullable Duration left, String details) {
    showWith(done, ", " + speed(perSecond) + left(left), details);
  }

  /**
   * For what keeps to a pace.
   *
   * @param limit the speed that was asked for
   * @param left the time left; null where there is none to tell
   */
  void show(long done, double perSecond, double limit, @Nullable Duration left, String details) {
    showWith(done, ", " + number(perSecond) + " of " + speed(limit) + left(left), details);
  }

  /**
   * For what is done in steps of so different a size that their speed says nothing.
   *
   * @param left the time left; null where there is none to tell
   */
  void show(long done, @Nullable Duration left, String details) {
    showWith(done, left(left), details);
  }

  private void showWith(long done, String time, String details) {
    if (terminal.live()) {
      draw(done, time, details);
    } else if (isDue()) {
      write(done, time, details);
    }
  }

  private boolean isDue() {
    long now = nanoTime.getAsLong();
    boolean due = now - lastPlainLine >= BETWEEN_PLAIN_LINES;
    lastPlainLine = due ? now : lastPlainLine;
    return due;
  }

  /** The last state, which stays. */
  void end(long done, String details) {
    double seconds = (nanoTime.getAsLong() - started) / 1e9;
    String took = String.format(Locale.ROOT, ", in %.1f s", seconds);
    if (terminal.live()) {
      draw(done, took, details);
    } else {
      write(done, took, details);
    }
  }

  private void draw(long done, String time, String details) {
    String figures = String.format(Locale.ROOT, " %3d %%  %s%s", percent(done), of(done), time);
    int width = Math.max(0, Math.min(WIDTH, COLUMNS - 1 - INDENT - figures.length()));
    int full = (int) (width * Math.min(done, total) / Math.max(1, total));
    String bar =
        terminal.paint(Colour.GREEN, "━".repeat(full))
            + terminal.paint(Colour.DIM, "─".repeat(width - full));
    terminal.over(drawn, List.of(label() + bar + figures, fit(" ".repeat(INDENT) + details)));
    drawn = 2;
  }

  private void write(long done, String time, String details) {
    terminal.line(label() + of(done) + time + ": " + details);
  }

  private String label() {
    return String.format(Locale.ROOT, "  %-" + (INDENT - 2) + "s", title);
  }

  private String of(long done) {
    return String.format(Locale.ROOT, "%,d/%,d", done, total);
  }

  private long percent(long done) {
    return 100 * done / Math.max(1, total);
  }

  /** A line that wraps could not be written over. */
  private static String fit(String line) {
    return line.length() < COLUMNS ? line : line.substring(0, COLUMNS - 2) + "…";
  }

  private static String speed(double perSecond) {
    return number(perSecond) + "/s";
  }

  /** Twilio grants one call a second by default: then halves matter. */
  private static String number(double perSecond) {
    String format = perSecond > 0 && perSecond < 10 ? "%.1f" : "%,.0f";
    return String.format(Locale.ROOT, format, perSecond);
  }

  private static String left(@Nullable Duration left) {
    if (left == null) {
      return "";
    }
    long seconds = left.toSeconds();
    if (seconds < 100) {
      return ", " + seconds + " s left";
    }
    long minutes = left.toMinutes();
    if (minutes < 100) {
      return ", " + minutes + " min left";
    }
    return left.toHours() < 48
        ? ", " + left.toHours() + " h " + left.toMinutesPart() + " min left"
        : ", " + left.toDays() + " days left";
  }
}
