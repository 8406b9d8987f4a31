package io.dialflux.cli.summary;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

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

  /** As {@code 12.30}. */
  public static String amount(BigDecimal amount) {
    return String.format(Locale.ROOT, "%,.2f", amount.setScale(2, RoundingMode.HALF_UP));
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
  public static String day(LocalDate day) {
    return DAY.format(day);
  }

  /** As {@code Thu 6 Aug 2026}, or from one day to another. */
  public static String days(LocalDate first, LocalDate last) {
    return first.equals(last) ? day(first) : day(first) + " to " + day(last);
  }

  /** As {@code Thu 6 Aug 2026}, {@code 6 Aug 2026} for a week, {@code Aug 2026}. */
  static String name(Period period) {
    return switch (period.grain()) {
      case DAY -> day(period.first());
      case WEEK -> LONG_DAY.format(period.first());
      case MONTH -> MONTH.format(period.first());
    };
  }

  /** As {@code 6 Aug} or {@code Aug 2026}, below a plot. */
  static String tick(Period period) {
    return (period.grain() == Grain.MONTH ? MONTH : SHORT_DAY).format(period.first());
  }
}
