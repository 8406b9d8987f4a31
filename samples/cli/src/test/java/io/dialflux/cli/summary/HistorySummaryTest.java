package io.dialflux.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistorySummaryTest {
  private static HistorySummary summary(String from, String before) {
    return new HistorySummary(Instant.parse(from), Instant.parse(before));
  }

  @Test
  void countsEachCallForTheUtcDayOnWhichItBegan() {
    HistorySummary summary = summary("2026-08-05T00:00:00Z", "2026-08-10T00:00:00Z");
    summary.add(SampleCalls.answered("2026-08-06T23:59:59Z", 60, "-0.014"));
    summary.add(SampleCalls.answered("2026-08-07T00:00:00Z", 30, "-0.014"));
    summary.add(SampleCalls.unanswered("canceled", null));

    assertThat(summary.periods(31))
        .extracting(Period::first, Period::last, period -> period.totals().calls())
        .containsExactly(
            tuple(day(6), day(6), 1L),
            tuple(day(7), day(7), 2L),
            tuple(day(8), day(8), 0L),
            tuple(day(9), day(9), 0L));
  }

  private static LocalDate day(int day) {
    return LocalDate.of(2026, 8, day);
  }

  @Test
  void theAnswerRateLeavesOutWhatSaysNothingOfWhoWasCalled() {
    HistorySummary summary = summary("2026-08-05T00:00:00Z", "2026-08-10T00:00:00Z");
    assertThat(summary.all().answerRate()).isEmpty();
    summary.add(SampleCalls.answered("2026-08-06T10:00:00Z", 60, "-0.014"));
    for (String status : List.of("busy", "failed", "no-answer", "canceled", "queued", "ringing")) {
      summary.add(SampleCalls.unanswered(status, "2026-08-06T10:00:00Z"));
    }
    summary.add(SampleCalls.unanswered("transferred-to-mars", "2026-08-06T10:00:00Z"));

    CallTotals all = summary.all();
    assertThat(all.calls()).isEqualTo(8);
    assertThat(all.tried()).isEqualTo(4);
    assertThat(all.answerRate()).hasValue(0.25);
    assertThat(all.count(Ending.LIVE)).isEqualTo(2);
    assertThat(all.count(Ending.OTHER)).isEqualTo(1);
    assertThat(all.talk().count()).as("those of nobody are no talk").isEqualTo(1);
  }

  @Test
  void currenciesAreNotMixedAndMissingPricesAreCounted() {
    HistorySummary summary = summary("2026-08-05T00:00:00Z", "2026-08-10T00:00:00Z");
    summary.add(SampleCalls.answered("2026-08-06T10:00:00Z", 60, "-0.014"));
    summary.add(SampleCalls.answered("2026-08-06T10:00:00Z", 60, "-0.026"));
    summary.add(SampleCalls.call("completed", "2026-08-06T10:00:00Z", 60, "\"-1.5\"", "EUR"));
    summary.add(SampleCalls.call("completed", "2026-08-06T10:00:00Z", 60, "null", "USD"));
    summary.add(SampleCalls.unanswered("busy", "2026-08-06T10:00:00Z"));

    assertThat(summary.all().cost())
        .containsExactly(
            entry("EUR", new BigDecimal("1.5")), entry("USD", new BigDecimal("0.040")));
    assertThat(summary.all().unpriced()).isEqualTo(1);
    assertThat(summary.periods(31).get(0).totals().cost()).isEqualTo(summary.all().cost());
  }

  @Test
  void whatIsTooManyDaysIsWeeksAndThenMonths() {
    HistorySummary summary = summary("2025-01-01T00:00:00Z", "2026-08-10T12:00:00Z");
    summary.add(SampleCalls.answered("2026-07-01T10:00:00Z", 60, "-0.014"));
    assertThat(summary.periods(41)).hasSize(41).allMatch(period -> period.grain() == Grain.DAY);
    List<Period> weeks = summary.periods(40);
    assertThat(weeks).hasSize(7).allMatch(period -> period.grain() == Grain.WEEK);
    assertThat(weeks.get(0).first()).as("a Monday").isEqualTo(LocalDate.of(2026, 6, 29));
    assertThat(weeks.get(6).last()).as("cut off").isEqualTo(day(10));

    summary.add(SampleCalls.answered("2025-02-03T10:00:00Z", 60, "-0.014"));
    List<Period> months = summary.periods(31);
    assertThat(months).hasSize(19).allMatch(period -> period.grain() == Grain.MONTH);
    assertThat(months.get(0).totals().calls()).isEqualTo(1);
    assertThat(months.get(17).totals().calls()).isEqualTo(1);
  }

  @Test
  void noCallIsNoPeriod() {
    assertThat(summary("2026-08-05T00:00:00Z", "2026-08-10T00:00:00Z").periods(31)).isEmpty();
  }
}
