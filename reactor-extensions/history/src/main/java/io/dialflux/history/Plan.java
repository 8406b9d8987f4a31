package io.dialflux.history;

import io.dialflux.CallsClient;
import io.dialflux.RetryPolicy;
import io.dialflux.call.CallFilter;
import io.dialflux.call.CallStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A history with its range fixed: its windows, which calls belong to them, and where to begin.
 *
 * <p>Windows are whole days on the wire, as dates, because Twilio documents its filters by days;
 * the instants are compared here. That also puts each call into one window, whatever Twilio makes
 * of midnight.
 */
final class Plan {
  /** How far a list may be out of order before calls older than the range are taken as its end. */
  private static final Duration DISORDER = Duration.ofDays(1);

  private static final long DAY_SECONDS = 86_400;

  private final CallsClient calls;
  private final Filters filters;
  private final Fetching fetching;
  private final String kind;
  private final Instant from;
  private final Instant to;
  private final ReadState start;
  private final List<CallStatus> statuses;
  private final long newestDay;
  private final int windows;

  private Plan(
      CallsClient calls,
      Filters filters,
      Fetching fetching,
      String kind,
      Instant from,
      Instant to,
      ReadState start) {
    this.calls = Fetching.bounded(calls.retry(RetryPolicy.none()));
    this.filters = filters;
    this.fetching = fetching;
    this.kind = kind;
    this.from = from;
    this.to = to;
    this.start = start;
    this.statuses = filters.withoutStart();
    this.newestDay = newestDay(to);
    this.windows = windows(filters, from, to);
  }

  /** How many windows a history has. */
  static int windows(Filters filters, Instant from, Instant to) {
    boolean days = from.isBefore(to) && !CallStatus.QUEUED.equals(filters.status());
    return filters.withoutStart().size() + (days ? (int) (newestDay(to) - day(from)) + 1 : 0);
  }

  private static long newestDay(Instant to) {
    return day(to.minusNanos(1));
  }

  static Plan of(
      CallsClient calls,
      Filters filters,
      Range range,
      Fetching fetching,
      @Nullable HistoryToken resumeAt) {
    if (resumeAt != null) {
      return new Plan(
          calls,
          filters,
          fetching,
          range.kind(),
          resumeAt.from(),
          resumeAt.to(),
          resumeAt.text().state());
    }
    Instant now = fetching.now();
    return new Plan(
        calls, filters, fetching, range.kind(), range.begin(now), range.end(now), ReadState.START);
  }

  private static long day(Instant instant) {
    return Math.floorDiv(instant.getEpochSecond(), DAY_SECONDS);
  }

  CallsClient calls() {
    return calls;
  }

  Fetching fetching() {
    return fetching;
  }

  ReadState start() {
    return start;
  }

  int windows() {
    return windows;
  }

  Window window(int index) {
    return index < statuses.size()
        ? new Window(index, null, statuses.get(index))
        : new Window(index, LocalDate.ofEpochDay(newestDay - (index - statuses.size())), null);
  }

  /** Whether calls of the queue may go to it, or it is the queue: it has no day, or the newest. */
  boolean isNearQueue(Window window) {
    return window.index() <= statuses.size();
  }

  CallFilter filter(Window window) {
    CallFilter filter = filters.wire().pageSize(fetching.pageSize());
    LocalDate day = window.day();
    return day == null
        ? filter.status(window.status())
        : filter.startedFrom(day).startedBefore(day.plusDays(1));
  }

  Belonging belonging(Window window) {
    LocalDate day = window.day();
    long begin = wholeSecond(from);
    long end = wholeSecond(to);
    if (day == null) {
      return new Belonging(false, begin, end);
    }
    long midnight = day.toEpochDay() * DAY_SECONDS;
    return new Belonging(true, Math.max(begin, midnight), Math.min(end, midnight + DAY_SECONDS));
  }

  /** Calls have whole seconds: at or after 8.5 is at or after 9, and before 8.5 is before 9. */
  private static long wholeSecond(Instant instant) {
    return instant.getEpochSecond() + (instant.getNano() == 0 ? 0 : 1);
  }

  /** Whether the rest of a window's listing is too old to belong to it. */
  boolean isBehind(Window window, List<ListedCall> listed) {
    if (window.day() != null || listed.isEmpty()) {
      return false;
    }
    long created = listed.get(listed.size() - 1).second();
    return created != ListedCall.UNKNOWN && created < from.minus(DISORDER).getEpochSecond();
  }

  /**
   * The day down to which all days are done, but for the newest, which waits for the queue; null
   * before one is.
   */
  @Nullable LocalDate reached(ReadState state) {
    int newest = statuses.size();
    int last = Math.min(state.firstNotDone(newest + 1), windows) - 1;
    return last > newest || last == newest && state.isDone(newest) ? window(last).day() : null;
  }

  /** Whether days are left that do not wait for the queue. */
  boolean isAmongDays(ReadState state) {
    return state.firstNotDone(statuses.size() + 1) < windows;
  }

  HistoryToken token(ReadState state) {
    return new HistoryToken(
        new TokenText(calls.accountSid(), filters.hash(), kind, from, to, windows, state));
  }

  @Override
  public String toString() {
    return "Plan[" + windows + " windows]";
  }
}
