package io.dialflux.cli.summary;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/** How long a stretch of time is shown as one. */
public enum Grain {
  DAY("day", "day") {
    @Override
    LocalDate first(LocalDate day) {
      return day;
    }

    @Override
    LocalDate next(LocalDate first) {
      return first.plusDays(1);
    }
  },
  WEEK("week", "week of") {
    @Override
    LocalDate first(LocalDate day) {
      return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    }

    @Override
    LocalDate next(LocalDate first) {
      return first.plusWeeks(1);
    }
  },
  MONTH("month", "month") {
    @Override
    LocalDate first(LocalDate day) {
      return day.withDayOfMonth(1);
    }

    @Override
    LocalDate next(LocalDate first) {
      return first.plusMonths(1);
    }
  };

  private final String label;
  private final String heading;

  Grain(String label, String heading) {
    this.label = label;
    this.heading = heading;
  }

  public String label() {
    return label;
  }

  /** What stands over a column of their first days. */
  public String heading() {
    return heading;
  }

  /** The first day of the stretch that a day is in. */
  abstract LocalDate first(LocalDate day);

  /** The first day of the stretch after. */
  abstract LocalDate next(LocalDate first);

  /** The finest by which there are no more than so many; months where no grain does it. */
  static Grain finest(LocalDate from, LocalDate to, int most) {
    long days = to.toEpochDay() - from.toEpochDay() + 1;
    return days <= most ? DAY : days <= 7L * (most - 1) ? WEEK : MONTH;
  }
}
