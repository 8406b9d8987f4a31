package io.dialflux.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Held against the local clock, minute by minute, around changes of it. */
class CallingHoursPropertiesTest {
  private static final Instant FIRST = Instant.parse("2020-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2032-01-01T00:00:00Z");
  private static final List<ZoneId> ZONES =
      ZoneId.getAvailableZoneIds().stream().sorted().map(ZoneId::of).toList();

  /** Windows that begin on a day; holidays are days of the month, to hit some. */
  record Rule(Set<DayOfWeek> days, LocalTime from, LocalTime to, int holiday) {
    CallingHours hours() {
      List<LocalDate> holidays = new ArrayList<>();
      for (LocalDate day = LocalDate.of(2019, 12, 1); day.getYear() < 2033; day = day.plusDays(1)) {
        if (day.getDayOfMonth() == holiday) {
          holidays.add(day);
        }
      }
      return CallingHours.none().and(days, from, to).holidays(holidays);
    }

    /** Written down another way than in the main code: as intervals of local time. */
    boolean allows(LocalDateTime local) {
      for (LocalDate day : List.of(local.toLocalDate().minusDays(1), local.toLocalDate())) {
        LocalDateTime begin = day.atTime(from);
        LocalDateTime end = to.isAfter(from) ? day.atTime(to) : day.plusDays(1).atTime(to);
        if (days.contains(day.getDayOfWeek())
            && day.getDayOfMonth() != holiday
            && local.toLocalDate().getDayOfMonth() != holiday
            && !local.isBefore(begin)
            && local.isBefore(end)) {
          return true;
        }
      }
      return false;
    }
  }

  /** A zone and a minute near a change of its clock, where it has any. */
  record Moment(ZoneId zone, Instant at) {}

  @Provide
  Arbitrary<Rule> rules() {
    Arbitrary<LocalTime> times =
        Arbitraries.integers().between(0, 287).map(i -> LocalTime.MIDNIGHT.plusMinutes(5L * i));
    return Combinators.combine(
            Arbitraries.of(DayOfWeek.class).set().ofMinSize(1),
            times,
            times,
            Arbitraries.integers().between(1, 31))
        .as(Rule::new)
        .filter(rule -> !rule.from.equals(rule.to) || rule.to.equals(LocalTime.MIDNIGHT));
  }

  @Provide
  Arbitrary<Moment> moments() {
    return Combinators.combine(
            Arbitraries.of(ZONES),
            Arbitraries.longs().between(FIRST.getEpochSecond(), LAST.getEpochSecond()),
            Arbitraries.integers().between(-3 * 24 * 60, 2 * 60))
        .as(
            (zone, second, minutes) -> {
              ZoneOffsetTransition change =
                  zone.getRules().nextTransition(Instant.ofEpochSecond(second));
              Instant near =
                  change == null || change.getInstant().isAfter(LAST)
                      ? Instant.ofEpochSecond(second)
                      : change.getInstant();
              return new Moment(
                  zone, near.truncatedTo(ChronoUnit.MINUTES).plus(minutes, ChronoUnit.MINUTES));
            });
  }

  @Property(tries = 2_000)
  void itIsOpenExactlyWhenTheClockOnTheWallSaysSo(
      @ForAll("rules") Rule rule, @ForAll("moments") Moment moment) {
    assertThat(rule.hours().isOpen(moment.at, moment.zone))
        .isEqualTo(rule.allows(LocalDateTime.ofInstant(moment.at, moment.zone)));
  }

  @Property(tries = 400)
  void theNextOpeningIsTheFirstMinuteThatIsOpen(
      @ForAll("rules") Rule rule, @ForAll("moments") Moment moment) {
    Instant minute = moment.at;
    Instant end = minute.plus(Duration.ofDays(16));
    while (minute.isBefore(end) && !rule.allows(LocalDateTime.ofInstant(minute, moment.zone))) {
      minute = minute.plusSeconds(60);
    }
    Instant next = rule.hours().nextOpen(moment.at, moment.zone);
    if (minute.isBefore(end)) {
      assertThat(next).isEqualTo(minute);
    } else {
      assertThat(next == null || !next.isBefore(end)).isTrue();
    }
  }

  @Property(tries = 300)
  void whoseZoneIsNotKnownIsCalledWhereEveryZoneIsOpen(
      @ForAll("rules") Rule rule, @ForAll("moments") Moment one, @ForAll("moments") Moment two) {
    CallingHours hours = rule.hours().whereUnknown(one.zone, two.zone);
    Instant next = hours.nextOpen(one.at, null);
    if (next != null) {
      assertThat(hours.isOpen(next, one.zone) && hours.isOpen(next, two.zone)).isTrue();
    }
    Instant end = next == null ? one.at.plus(Duration.ofDays(9)) : next;
    for (Instant at = one.at; at.isBefore(end); at = at.plusSeconds(300)) {
      assertThat(hours.isOpen(at, one.zone) && hours.isOpen(at, two.zone)).isFalse();
    }
  }

  @Property(tries = 50)
  void withoutAZoneAndWithoutKnowingWhereItIsNeverOpen(
      @ForAll("rules") Rule rule, @ForAll("moments") Moment moment) {
    assertThat(rule.hours().isOpen(moment.at, null)).isFalse();
    assertThat(rule.hours().nextOpen(moment.at, null)).isNull();
    assertThat(rule.hours().nextOpen(moment.at, ZoneOffset.UTC)).isNotNull();
  }
}
