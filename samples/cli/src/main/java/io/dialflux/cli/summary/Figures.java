package io.dialflux.cli.summary;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Numbers as people read them, the same in every place. */
public final class Figures {
  /** Where there is nothing to tell. */
  public static final String NONE = "–";

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEE d MMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter SHORT_DAY =
      DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter LONG_DAY =
      DateTimeFormatter.ofPattern("d MMM yyyy", Locale.ENGLISH);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMM yyyy", Locale.ENGLISH);

  private Figures() {}

  public static String count(long count) {
    return String.format(Locale.ROOT, "%,d", count);
  }

  /** As {@code 1 call} and {@code 2 calls}. */
  public static String count(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }

  /** As {@code 67.3 %}. */
  public static String share(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }

  public static String share(OptionalDouble share) {
    return share.isPresent() ? share(share.getAsDouble()) : NONE;
  }

  /** Which share one count is of another. */
  public static String share(long part, long whole) {
    return whole == 0 ? NONE : share((double) part / whole);
  }

  /** As {@code 43 s}, {@code 2 min 10 s}, {@code 1 h 5 min}. */
  public static String duration(long seconds) {
    if (seconds < 60) {
      return seconds + " s";
    }
    long minutes = seconds / 60;
    if (minutes < 60) {
      return minutes + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
    }
    return count(minutes / 60) + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
  }

  /** As {@code 0:43} and {@code 1:05:00}, for columns. */
  public static String clock(long seconds) {
    return seconds < 3_600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60);
  }

  /** As {@code 12.30}; below 1 as exact as a price, as {@code 0.0140}, if that is no whole cent. */
  public static String amount(BigDecimal amount) {
    BigDecimal exact = amount.setScale(4, RoundingMode.HALF_UP);
    boolean cents = exact.stripTrailingZeros().scale() <= 2;
    return exact.abs().compareTo(BigDecimal.ONE) >= 0 || cents
        ? String.format(Locale.ROOT, "%,.2f", amount.setScale(2, RoundingMode.HALF_UP))
        : exact.toString();
  }

  /** As {@code USD 12.30}, and every currency if there are several. */
  public static String money(Map<String, BigDecimal> amounts) {
    return amounts.isEmpty()
        ? NONE
        : amounts.entrySet().stream()
            .map(amount -> amount.getKey() + " " + amount(amount.getValue()))
            .collect(Collectors.joining(", "));
  }

  /** As {@code Thu 6 Aug 2026}. */
  static String day(LocalDate day) {
    return DAY.format(day);
  }

  /** As {@code Thu 6 Aug 2026}, or from one day to another. */
  static String days(LocalDate first, LocalDate last) {
    return first.equals(last) ? day(first) : day(first) + " to " + day(last);
  }

  /**
   * As {@code Thu 6 Aug 2026 to Sat 8 Aug 2026}, with the time of day where a day is not meant as a
   * whole.
   */
  static String range(Instant from, Instant before) {
    LocalDateTime first = LocalDateTime.ofInstant(from, ZoneOffset.UTC);
    LocalDateTime end = LocalDateTime.ofInstant(before, ZoneOffset.UTC);
    LocalDate last = end.minusNanos(1).toLocalDate();
    boolean fromMidnight = first.toLocalTime().equals(LocalTime.MIDNIGHT);
    boolean toMidnight = end.toLocalTime().equals(LocalTime.MIDNIGHT);
    if (fromMidnight && toMidnight) {
      return days(first.toLocalDate(), last);
    }
    String until = toMidnight ? "24:00" : time(end);
    if (first.toLocalDate().equals(last)) {
      return day(last) + ", " + time(first) + " to " + until;
    }
    return day(first.toLocalDate())
        + (fromMidnight ? "" : " " + time(first))
        + " to "
        + day(last)
        + (toMidnight ? "" : " " + until);
  }

  private static String time(LocalDateTime at) {
    return at.toLocalTime().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** As {@code 5 came in and 1 was dialled by another call}; empty where there are none of both. */
  public static String origins(CallTotals totals) {
    long legs = totals.legs();
    return Stream.of(
            totals.inbound() == 0 ? "" : count(totals.inbound()) + " came in",
            legs == 0
                ? ""
                : count(legs) + (legs == 1 ? " was" : " were") + " dialled by another call")
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" and "));
  }

  /** As {@code Thu 6 Aug 2026}, {@code 6 Aug 2026} for a week, {@code Aug 2026}. */
  static String name(Period period) {
    return switch (period.grain()) {
      case DAY -> day(period.first());
      case WEEK -> LONG_DAY.format(period.first());
      case MONTH -> MONTH.format(period.first());
    };
  }

  /** As {@code 6 Aug}, {@code 6 Aug 2026} for a week, {@code Aug 2026}, below a plot. */
  static String tick(Period period) {
    return period.grain() == Grain.DAY ? SHORT_DAY.format(period.first()) : name(period);
  }
}
