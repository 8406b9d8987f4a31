package io.dialflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.cli.summary.HistorySummary;
import io.dialflux.cli.summary.SampleCalls;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SummaryTextTest {
  private final HistorySummary summary =
      new HistorySummary(
          Instant.parse("2026-08-05T00:00:00Z"), Instant.parse("2026-08-10T00:00:00Z"));

  private List<String> lines(Screen screen) {
    return SummaryText.lines(summary, "Calls", screen.terminal());
  }

  @Test
  void aLogGetsAChartWithoutColour() {
    for (int i = 0; i < 6; i++) {
      summary.add(SampleCalls.answered("2026-08-06T10:00:00Z", 30 + 10 * i, "-0.014"));
    }
    summary.add(SampleCalls.unanswered("busy", "2026-08-06T10:00:00Z"));
    summary.add(SampleCalls.unanswered("busy", "2026-08-06T10:00:00Z"));
    summary.add(SampleCalls.answered("2026-08-08T10:00:00Z", 4_000, "-0.938"));
    summary.add(SampleCalls.unanswered("canceled", "2026-08-08T10:00:00Z"));

    assertThat(lines(Screen.log()))
        .containsExactly(
            "  Calls",
            "  Wed 5 Aug 2026 to Sun 9 Aug 2026 (UTC)",
            "",
            "  day             calls                               answered   median     USD",
            "  Thu 2026-08-06      8  ████████████████████░░░░░░░    75.0 %     0:50  0.0840",
            "  Fri 2026-08-07      0                                      –        –    0.00",
            "  Sat 2026-08-08      2  ████░░░                       100.0 %  1:06:40  0.9380",
            "  Sun 2026-08-09      0                                      –        –    0.00",
            "  █ answered  ░ all others",
            "",
            "  outcome             calls    share",
            "  answered                7   70.0 %  █████████████████████████",
            "  busy                    2   20.0 %  ███████",
            "  canceled                1   10.0 %  ████",
            "",
            "  calls         10",
            "  answer rate   77.8 % of 9 calls that ended, canceled ones left aside",
            "  talk time     median 1 min, 90 % within 1 h 6 min, 99 % 1 h 6 min",
            "                longest 1 h 6 min, in all 1 h 12 min",
            "  cost          USD 1.02");
  }

  @Test
  void eightyColumnsHoldIt() {
    summary.add(SampleCalls.call("completed", "2026-08-06T10:00:00Z", 86_000, "\"-1e6\"", "USD"));
    for (int i = 0; i < 12_345; i++) {
      summary.add(SampleCalls.answered("2026-08-07T10:00:00Z", 30, "-0.014"));
    }
    assertThat(lines(Screen.log())).allSatisfy(line -> assertThat(line.length()).isLessThan(80));
  }

  @Test
  void aTerminalGetsColours() {
    summary.add(SampleCalls.answered("2026-08-06T10:00:00Z", 30, "-0.014"));

    assertThat(String.join("\n", lines(Screen.live()))).contains("\033[32m█");
    assertThat(String.join("\n", lines(Screen.live(Map.of("NO_COLOR", "1")))))
        .doesNotContain("\033");
  }

  @Test
  void noCallIsSaid() {
    assertThat(lines(Screen.log())).hasSize(4).endsWith("  none");
  }

  @Test
  void severalCurrenciesAreToldButNotAddedUp() {
    summary.add(SampleCalls.answered("2026-08-06T10:00:00Z", 30, "-0.014"));
    summary.add(SampleCalls.call("completed", "2026-08-06T10:00:00Z", 30, "\"-2\"", "EUR"));
    summary.add(SampleCalls.call("completed", "2026-08-06T10:00:00Z", 30, "null", "EUR"));

    assertThat(lines(Screen.log()))
        .contains("  cost          EUR 2.00, USD 0.0140 (1 call without a price yet)");
  }

  @Test
  void partsOfDaysAreToldAsSuch() {
    assertThat(rangeOf("2026-08-10T09:00:00Z", "2026-08-10T12:00:01Z"))
        .isEqualTo("  Mon 10 Aug 2026, 09:00 to 12:00:01 (UTC)");
    assertThat(rangeOf("2026-08-10T09:30:00Z", "2026-08-11T00:00:00Z"))
        .isEqualTo("  Mon 10 Aug 2026, 09:30 to 24:00 (UTC)");
    assertThat(rangeOf("2026-08-10T09:00:00Z", "2026-08-13T00:00:00Z"))
        .isEqualTo("  Mon 10 Aug 2026 09:00 to Wed 12 Aug 2026 (UTC)");
    assertThat(rangeOf("2026-08-10T00:00:00Z", "2026-08-12T15:00:00Z"))
        .isEqualTo("  Mon 10 Aug 2026 to Wed 12 Aug 2026 15:00 (UTC)");
    assertThat(rangeOf("2026-08-10T00:00:00Z", "2026-08-11T00:00:00Z"))
        .isEqualTo("  Mon 10 Aug 2026 (UTC)");
  }

  private static String rangeOf(String from, String before) {
    HistorySummary part = new HistorySummary(Instant.parse(from), Instant.parse(before));
    return SummaryText.lines(part, "Calls", Screen.log().terminal()).get(1);
  }

  @Test
  void ofOneStatusThereIsNoAnswerRate() {
    HistorySummary busy =
        new HistorySummary(
            Instant.parse("2026-08-05T00:00:00Z"), Instant.parse("2026-08-10T00:00:00Z"), true);
    busy.add(SampleCalls.unanswered("busy", "2026-08-09T10:00:00Z"));

    assertThat(SummaryText.lines(busy, "Calls with status busy", Screen.log().terminal()))
        .contains("  calls         1")
        .anyMatch(line -> line.matches("  day +calls +median"))
        .noneMatch(line -> line.contains("answer rate") || line.contains("answered"));
  }

  @Test
  void callsThatNobodyOfTheAccountPlacedAreToldApart() {
    summary.add(SampleCalls.answered("2026-08-06T10:00:00Z", 30, "-0.014"));
    summary.add(SampleCalls.inbound("2026-08-06T10:00:00Z"));
    summary.add(SampleCalls.leg("2026-08-06T10:00:00Z"));
    summary.add(SampleCalls.leg("2026-08-06T10:00:00Z"));

    assertThat(lines(Screen.log()))
        .contains("  calls         4, of which 1 came in and 2 were dialled by another call");
  }
}
