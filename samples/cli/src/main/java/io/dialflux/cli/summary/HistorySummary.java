package io.dialflux.cli.summary;

import io.dialflux.call.Call;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What calls add up to, in all and per UTC day, in memory for the days and not for the calls.
 * Filled by one thread; read when all are in.
 */
public final class HistorySummary {
  private final Instant from;
  private final Instant before;
  private final boolean ofOneStatus;
  private final CallTotals all = new CallTotals();
  private final NavigableMap<LocalDate, CallTotals> days = new TreeMap<>();
  private @Nullable LocalDate latest;
  private @Nullable CallTotals latestTotals;

  /**
   * @param from what was asked for
   * @param before its end, exclusive
   */
  public HistorySummary(Instant from, Instant before) {
    this(from, before, false);
  }

  /**
   * @param from what was asked for
   * @param before its end, exclusive
   * @param ofOneStatus whether only calls that ended in one way are counted, whose shares say
   *     nothing
   */
  public HistorySummary(Instant from, Instant before, boolean ofOneStatus) {
    this.from = from;
    this.before = before;
    this.ofOneStatus = ofOneStatus;
  }

  /**
   * Counts a call for the day on which it began, or, if it was never dialled, was created. A call
   * that tells neither counts in all only.
   */
  public void add(Call call) {
    all.add(call);
    Instant began = call.startTime() == null ? call.dateCreated() : call.startTime();
    if (began != null) {
      day(began.atOffset(ZoneOffset.UTC).toLocalDate()).add(call);
    }
  }

  /** Calls come by their time, so it is mostly the day of the one before. */
  private CallTotals day(LocalDate day) {
    CallTotals totals = latestTotals;
    if (totals == null || !day.equals(latest)) {
      totals = days.computeIfAbsent(day, first -> new CallTotals());
      latest = day;
      latestTotals = totals;
    }
    return totals;
  }

  public CallTotals all() {
    return all;
  }

  public boolean ofOneStatus() {
    return ofOneStatus;
  }

  /** What was asked for, in words. */
  public String range() {
    return Figures.range(from, before) + " (UTC)";
  }

  /** The first day asked for. */
  LocalDate firstDay() {
    return from.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  /** The last day asked for, which may be so in part. */
  LocalDate lastDay() {
    return before.minusNanos(1).atOffset(ZoneOffset.UTC).toLocalDate();
  }

  /**
   * Every day from the first that has a call, or, where these were too many, weeks or months. The
   * first and the last may be cut off by what was asked for. Empty where there is no call.
   *
   * @param most how many, but for months, which are never too many
   */
  public List<Period> periods(int most) {
    if (days.isEmpty()) {
      return List.of();
    }
    LocalDate first = days.firstKey();
    LocalDate last = lastDay().isBefore(days.lastKey()) ? days.lastKey() : lastDay();
    Grain grain = Grain.finest(first, last, most);
    LocalDate start = grain.first(first);
    List<Period> periods = new ArrayList<>();
    while (!start.isAfter(last)) {
      LocalDate next = grain.next(start);
      LocalDate begin = cutOff(start, next) ? firstDay() : start;
      LocalDate end = next.isAfter(last) ? last : next.minusDays(1);
      periods.add(new Period(grain, begin, end, totals(start, next)));
      start = next;
    }
    return periods;
  }

  private boolean cutOff(LocalDate first, LocalDate before) {
    return first.isBefore(firstDay()) && before.isAfter(firstDay());
  }

  private CallTotals totals(LocalDate first, LocalDate before) {
    CallTotals totals = new CallTotals();
    days.subMap(first, true, before, false).values().forEach(totals::add);
    return totals;
  }
}
