package io.dialflux.history;

import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** How far the reading of a history has come, at one moment. Immutable. */
public final class HistoryProgress {
  private final int windows;
  private final int windowsDone;
  private final int windowsDoneBefore;
  private final long calls;
  private final long callsBefore;
  private final @Nullable LocalDate dateReached;
  private final boolean amongDays;
  private final long tooManyRequests;
  private final Duration elapsed;

  HistoryProgress(
      int windows,
      int windowsDone,
      int windowsDoneBefore,
      long calls,
      long callsBefore,
      @Nullable LocalDate dateReached,
      boolean amongDays,
      long tooManyRequests,
      Duration elapsed) {
    this.windows = windows;
    this.windowsDone = windowsDone;
    this.windowsDoneBefore = windowsDoneBefore;
    this.calls = calls;
    this.callsBefore = callsBefore;
    this.dateReached = dateReached;
    this.amongDays = amongDays;
    this.tooManyRequests = tooManyRequests;
    this.elapsed = elapsed;
  }

  /** {@return how many windows the history has: its UTC days, and those of never dialled calls} */
  public int windows() {
    return windows;
  }

  /** {@return how many windows are read to their end, before this reading was resumed too} */
  public int windowsDone() {
    return windowsDone;
  }

  /** {@return whether every window is read to its end} */
  public boolean done() {
    return windowsDone == windows;
  }

  /** {@return how many calls were handed out, before this reading was resumed too} */
  public long calls() {
    return calls;
  }

  /** {@return how many of them were handed out before this reading was resumed} */
  public long callsBefore() {
    return callsBefore;
  }

  /** {@return how many calls this reading has handed out in a second, on average; 0 at first} */
  public double callsPerSecond() {
    double seconds = elapsed.toNanos() / 1e9;
    return seconds <= 0 ? 0 : (calls - callsBefore) / seconds;
  }

  /**
   * {@return the UTC day down to which all days are read to their end, but perhaps for the newest,
   * which is read behind the calls that were never dialled; null before the first is}
   */
  public @Nullable LocalDate dateReached() {
    return dateReached;
  }

  /** {@return how often Twilio has answered 429 since this reading began} */
  public long tooManyRequests() {
    return tooManyRequests;
  }

  /** {@return how long this reading has taken so far} */
  public Duration elapsed() {
    return elapsed;
  }

  /**
   * {@return how long the rest takes if its windows are as the ones so far; null before one is
   * read, and while none is left but those of calls that were never dialled and the newest day
   * behind them, which may be of any length}
   */
  public @Nullable Duration timeLeft() {
    int done = windowsDone - windowsDoneBefore;
    if (done()) {
      return Duration.ZERO;
    }
    return done == 0 || !amongDays
        ? null
        : elapsed.dividedBy(done).multipliedBy(windows - windowsDone);
  }

  @Override
  public String toString() {
    return "HistoryProgress["
        + windowsDone
        + " of "
        + windows
        + " windows, "
        + calls
        + " calls, "
        + tooManyRequests
        + " times too many requests]";
  }
}
