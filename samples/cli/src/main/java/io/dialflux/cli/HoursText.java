package io.dialflux.cli;

import io.dialflux.campaign.CallingHours;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code mon-fri 09:00-20:00}, {@code sat,sun 10:00-16:00} and {@code 08:00-21:00} as hours. */
final class HoursText {
  private static final Pattern HOURS =
      Pattern.compile("(?:(\\S+)\\s+)?(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)");
  private static final List<String> DAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

  private HoursText() {}

  /**
   * @throws IllegalArgumentException saying what is wrong
   */
  static CallingHours add(CallingHours hours, String text) {
    Matcher parts = HOURS.matcher(text.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException("'" + text + "' is no hours, as mon-fri 09:00-20:00");
    }
    return hours.and(days(parts.group(1)), time(parts.group(2)), time(parts.group(3)));
  }

  private static Set<DayOfWeek> days(@Nullable String text) {
    EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    if (text == null) {
      return EnumSet.allOf(DayOfWeek.class);
    }
    for (String part : text.split(",")) {
      String[] ends = part.split("-", 2);
      DayOfWeek last = day(ends[ends.length - 1]);
      for (DayOfWeek day = day(ends[0]); ; day = day.plus(1)) {
        days.add(day);
        if (day == last) {
          break;
        }
      }
    }
    return days;
  }

  private static DayOfWeek day(String text) {
    int day = DAYS.indexOf(text);
    if (day < 0) {
      throw new IllegalArgumentException("'" + text + "' is no day, as mon");
    }
    return DayOfWeek.of(day + 1);
  }

  private static LocalTime time(String text) {
    try {
      return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + text + "' is no time, as 09:00", e);
    }
  }
}
