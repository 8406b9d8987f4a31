package io.dialflux.campaign;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When people may be called, by the clock on their own wall. Immutable; an option returns new ones.
 *
 * <p>The zone is the lead's ({@link Lead#zone}), never this machine's. A lead without one is called
 * only where it is a time to call in every zone of {@link #whereUnknown}; without those it is held.
 *
 * <p>What counts is the local time at the instant of a call. Where clocks go forward, a window that
 * would begin in the gap begins after it; where they go back, an hour that comes twice is inside
 * both times or not at all.
 *
 * <p>Sources for values: 47 CFR 64.1200(c)(1) allows telephone solicitations in the United States
 * from 08:00 to 21:00 of the called party's time, which is {@link #unitedStates()}. States and
 * other countries allow less.
 */
@CheckReturnValue
public final class CallingHours {
  /** Far enough for any week and any holidays; hours that do not open within it never do. */
  private static final int MOST_WEEKS = 60;

  private static final Duration WEEK = Duration.ofDays(7);

  private final Map<DayOfWeek, List<Window>> windows;
  private final Set<LocalDate> holidays;
  private final List<ZoneId> whereUnknown;

  private CallingHours(
      Map<DayOfWeek, List<Window>> windows, Set<LocalDate> holidays, List<ZoneId> whereUnknown) {
    this.windows = windows;
    this.holidays = holidays;
    this.whereUnknown = whereUnknown;
  }

  /** {@return 08:00 to 21:00 on every day: 47 CFR 64.1200(c)(1)} */
  public static CallingHours unitedStates() {
    return daily(LocalTime.of(8, 0), LocalTime.of(21, 0));
  }

  /**
   * {@return the same hours on every day of the week}
   *
   * @param from inclusive
   * @param to exclusive; before {@code from} for the next day, midnight for the end of the day
   */
  public static CallingHours daily(LocalTime from, LocalTime to) {
    return none().and(EnumSet.allOf(DayOfWeek.class), from, to);
  }

  /** {@return no hours at all, to begin with} */
  public static CallingHours none() {
    return new CallingHours(Map.of(), Set.of(), List.of());
  }

  /**
   * {@return these hours and more}
   *
   * @param days on which they begin
   * @param from inclusive
   * @param to exclusive; before {@code from} for the next day, midnight for the end of the day
   * @throws IllegalArgumentException naming {@code to} if it is {@code from} and not midnight
   */
  public CallingHours and(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
    if (from.equals(to) && !to.equals(LocalTime.MIDNIGHT)) {
      throw new IllegalArgumentException("to must not be from");
    }
    Map<DayOfWeek, List<Window>> more = new EnumMap<>(DayOfWeek.class);
    more.putAll(windows);
    for (DayOfWeek day : days) {
      List<Window> ofDay = new ArrayList<>(more.getOrDefault(day, List.of()));
      ofDay.add(new Window(from, to));
      more.put(day, List.copyOf(ofDay));
    }
    return new CallingHours(more, holidays, whereUnknown);
  }

  /**
   * {@return these hours but for those that begin on some days of the week}
   *
   * @param days such as Sunday
   */
  public CallingHours without(DayOfWeek... days) {
    Map<DayOfWeek, List<Window>> less = new EnumMap<>(DayOfWeek.class);
    less.putAll(windows);
    less.keySet().removeAll(List.of(days));
    return new CallingHours(less, holidays, whereUnknown);
  }

  /**
   * {@return these hours but for some dates, on which nobody is called; nor are the hours that
   * begin on one and end on the next day}
   *
   * @param dates by the lead's own calendar; beside those given before
   */
  public CallingHours holidays(Collection<LocalDate> dates) {
    Set<LocalDate> more = new HashSet<>(holidays);
    more.addAll(dates);
    return new CallingHours(windows, Set.copyOf(more), whereUnknown);
  }

  /**
   * {@return these hours, with where a lead without a zone may be}
   *
   * @param zones all of them, such as a country's; it is called where the hours of all are open
   */
  public CallingHours whereUnknown(ZoneId... zones) {
    return new CallingHours(windows, holidays, List.of(zones));
  }

  /**
   * {@return whether it is a time to call}
   *
   * @param at the instant
   * @param zone where the lead is; null where that is not known
   */
  public boolean isOpen(Instant at, @Nullable ZoneId zone) {
    List<ZoneId> zones = zones(zone);
    return !zones.isEmpty() && zones.stream().allMatch(each -> isOpenIn(at, each));
  }

  /**
   * {@return the first instant that is a time to call; null where there is none within a year}
   *
   * @param from the earliest to look at
   * @param zone where the lead is; null where that is not known
   */
  public @Nullable Instant nextOpen(Instant from, @Nullable ZoneId zone) {
    if (isOpen(from, zone)) {
      return from;
    }
    List<ZoneId> zones = zones(zone);
    Instant week = from;
    for (int i = 0; i < MOST_WEEKS && !zones.isEmpty() && !windows.isEmpty(); i++) {
      for (Instant opening : openings(week, week.plus(WEEK), zones)) {
        if (isOpen(opening, zone)) {
          return opening;
        }
      }
      week = week.plus(WEEK);
    }
    return null;
  }

  /** {@return whether leads without a zone can be called at all} */
  public boolean knowsWhereUnknown() {
    return !whereUnknown.isEmpty();
  }

  private List<ZoneId> zones(@Nullable ZoneId zone) {
    return zone == null ? whereUnknown : List.of(zone);
  }

  private boolean isOpenIn(Instant at, ZoneId zone) {
    LocalDateTime local = LocalDateTime.ofInstant(at, zone);
    LocalDate today = local.toLocalDate();
    LocalDate yesterday = today.minusDays(1);
    LocalTime time = local.toLocalTime();
    return !holidays.contains(today)
        && (of(today).stream().anyMatch(window -> window.holds(time))
            || of(yesterday).stream().anyMatch(window -> window.holdsNextDay(time)));
  }

  private List<Window> of(LocalDate day) {
    return holidays.contains(day) ? List.of() : windows.getOrDefault(day.getDayOfWeek(), List.of());
  }

  /** Every instant of a time at which a zone's hours may begin, in order. */
  private TreeSet<Instant> openings(Instant from, Instant to, List<ZoneId> zones) {
    TreeSet<Instant> openings = new TreeSet<>();
    for (ZoneId zone : zones) {
      ZoneRules rules = zone.getRules();
      LocalDate last = LocalDate.ofInstant(to, zone).plusDays(1);
      for (LocalDate day = LocalDate.ofInstant(from, zone).minusDays(1);
          !day.isAfter(last);
          day = day.plusDays(1)) {
        for (Window window : of(day)) {
          openings.addAll(instants(rules, day.atTime(window.from)));
        }
      }
      // where clocks go back, a time that was over begins again
      for (ZoneOffsetTransition change = rules.nextTransition(from);
          change != null && change.getInstant().isBefore(to);
          change = rules.nextTransition(change.getInstant())) {
        openings.add(change.getInstant());
      }
    }
    return new TreeSet<>(openings.subSet(from, to));
  }

  /** A time in a gap is its end; one that comes twice is two instants. */
  private static List<Instant> instants(ZoneRules rules, LocalDateTime local) {
    List<ZoneOffset> offsets = rules.getValidOffsets(local);
    return offsets.isEmpty()
        ? List.of(rules.getTransition(local).getInstant())
        : offsets.stream().map(local::toInstant).toList();
  }

  /** {@return the days that have hours} */
  @Override
  public String toString() {
    return "CallingHours" + windows.keySet();
  }

  private record Window(LocalTime from, LocalTime to) {
    boolean holds(LocalTime time) {
      return !time.isBefore(from) && (endsNextDay() || time.isBefore(to));
    }

    boolean holdsNextDay(LocalTime time) {
      return endsNextDay() && time.isBefore(to);
    }

    private boolean endsNextDay() {
      return !to.isAfter(from);
    }
  }
}
