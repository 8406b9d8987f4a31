package io.dialflux.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.00",
    "0.004, 0.0040",
    "0.02800, 0.0280",
    "0.5, 0.50",
    "0.98765, 0.9877",
    "0.99999, 1.00",
    "12.345, 12.35",
    "1234567.8, '1,234,567.80'",
    "-0.004, -0.0040"
  })
  void whatIsNotNothingDoesNotReadAsNothing(BigDecimal amount, String told) {
    assertThat(Figures.amount(amount)).isEqualTo(told);
  }

  @Test
  void aWeekBelowAPlotTellsItsYear() {
    LocalDate monday = LocalDate.of(2026, 8, 3);
    Period week = new Period(Grain.WEEK, monday, monday.plusDays(6), new CallTotals());
    assertThat(Figures.tick(week)).isEqualTo("3 Aug 2026");
  }
}
