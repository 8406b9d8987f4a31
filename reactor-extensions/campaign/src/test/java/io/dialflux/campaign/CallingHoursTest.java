package io.dialflux.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallingHoursTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
  private static final ZoneId LOS_ANGELES = ZoneId.of("America/Los_Angeles");

  @Test
  void theUnitedStatesHaveEightToNineByTheCalledPartysClock() {
    CallingHours hours = CallingHours.unitedStates();
    assertThat(hours.isOpen(at(NEW_YORK, "2026-11-20T07:59:59"), NEW_YORK)).isFalse();
    assertThat(hours.isOpen(at(NEW_YORK, "2026-11-20T08:00:00"), NEW_YORK)).isTrue();
    assertThat(hours.isOpen(at(NEW_YORK, "2026-11-20T20:59:59"), NEW_YORK)).isTrue();
    assertThat(hours.isOpen(at(NEW_YORK, "2026-11-20T21:00:00"), NEW_YORK)).isFalse();
    assertThat(hours.isOpen(at(NEW_YORK, "2026-11-20T08:00:00"), LOS_ANGELES)).isFalse();
  }

  @Test
  void whereTheZoneIsNotKnownTheOverlapOfAllCounts() {
    CallingHours hours = CallingHours.unitedStates().whereUnknown(NEW_YORK, LOS_ANGELES);
    Instant morning = at(NEW_YORK, "2026-11-20T08:00:00");
    assertThat(hours.isOpen(morning, null)).isFalse();
    assertThat(hours.nextOpen(morning, null)).isEqualTo(at(LOS_ANGELES, "2026-11-20T08:00:00"));
    assertThat(hours.isOpen(at(NEW_YORK, "2026-11-20T20:59:00"), null)).isTrue();
    assertThat(hours.isOpen(at(NEW_YORK, "2026-11-20T21:00:00"), null)).isFalse();
  }

  @Test
  void aWindowThatWouldBeginInTheGapBeginsAfterIt() {
    CallingHours hours = CallingHours.daily(LocalTime.of(2, 30), LocalTime.of(4, 0));
    Instant before = at(NEW_YORK, "2026-03-08T01:00:00");
    assertThat(hours.nextOpen(before, NEW_YORK)).isEqualTo(at(NEW_YORK, "2026-03-08T03:00:00"));
  }

  @Test
  void anHourThatComesTwiceIsOpenTwice() {
    CallingHours hours = CallingHours.daily(LocalTime.of(1, 15), LocalTime.of(1, 45));
    Instant first = Instant.parse("2026-11-01T05:15:00Z");
    assertThat(hours.nextOpen(Instant.parse("2026-11-01T04:00:00Z"), NEW_YORK)).isEqualTo(first);
    Instant between = Instant.parse("2026-11-01T05:50:00Z");
    assertThat(hours.nextOpen(between, NEW_YORK)).isEqualTo(Instant.parse("2026-11-01T06:15:00Z"));
  }

  @Test
  void aWindowAcrossMidnightBelongsToTheDayItBeginsOn() {
    CallingHours hours =
        CallingHours.none()
            .and(Set.of(DayOfWeek.FRIDAY), LocalTime.of(22, 0), LocalTime.of(2, 0))
            .holidays(List.of(LocalDate.of(2026, 11, 28)));
    assertThat(hours.isOpen(at(NEW_YORK, "2026-11-21T01:59:00"), NEW_YORK)).isTrue();
    assertThat(hours.isOpen(at(NEW_YORK, "2026-11-20T01:59:00"), NEW_YORK)).isFalse();
    assertThat(hours.isOpen(at(NEW_YORK, "2026-11-27T23:59:00"), NEW_YORK)).isTrue();
    assertThat(hours.isOpen(at(NEW_YORK, "2026-11-28T00:00:00"), NEW_YORK))
        .as("a holiday")
        .isFalse();
  }

  @Test
  void severalWindowsADayAndDaysWithout() {
    CallingHours france =
        CallingHours.daily(LocalTime.of(10, 0), LocalTime.of(13, 0))
            .and(EnumSet.allOf(DayOfWeek.class), LocalTime.of(14, 0), LocalTime.of(20, 0))
            .without(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    ZoneId paris = ZoneId.of("Europe/Paris");
    assertThat(france.nextOpen(at(paris, "2026-11-20T13:00:00"), paris))
        .isEqualTo(at(paris, "2026-11-20T14:00:00"));
    assertThat(france.nextOpen(at(paris, "2026-11-20T20:00:00"), paris))
        .isEqualTo(at(paris, "2026-11-23T10:00:00"));
  }

  @Test
  void hoursThatNeverOpenEndTheSearch() {
    assertThat(CallingHours.none().nextOpen(Instant.EPOCH, NEW_YORK)).isNull();
    LocalTime noon = LocalTime.NOON;
    assertThatThrownBy(() -> CallingHours.daily(noon, noon)).hasMessageContaining("to must");
    CallingHours apart = CallingHours.daily(LocalTime.of(8, 0), LocalTime.of(9, 0));
    assertThat(
            apart
                .whereUnknown(NEW_YORK, ZoneId.of("Europe/Berlin"))
                .nextOpen(at(NEW_YORK, "2026-11-20T08:00:00"), null))
        .isNull();
  }

  private static Instant at(ZoneId zone, String local) {
    return LocalDateTime.parse(local).atZone(zone).toInstant();
  }
}
