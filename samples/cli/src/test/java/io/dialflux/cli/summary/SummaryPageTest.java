package io.dialflux.cli.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class SummaryPageTest {
  private static final Instant READ_AT = Instant.parse("2026-08-11T08:15:30Z");

  private final HistorySummary summary =
      new HistorySummary(
          Instant.parse("2026-08-05T00:00:00Z"), Instant.parse("2026-08-10T00:00:00Z"));

  private String html() {
    return SummaryPage.html(summary, "Calls", READ_AT);
  }

  @Test
  void holdsNothingOfAPerson() {
    summary.add(SampleCalls.answered("2026-08-06T10:00:00Z", 60, "-0.014"));

    assertThat(html())
        .doesNotContain("2125550123")
        .doesNotContainPattern("CA[0-9a-f]{32}")
        .contains("Read at 2026-08-11T08:15:00Z");
  }

  @Test
  void whatComesFromElsewhereIsNoMarkup() {
    String currency = "<script>alert('\\\"')</script>";
    summary.add(SampleCalls.call("completed", "2026-08-06T10:00:00Z", 9, "\"-1\"", currency));

    assertThat(html()).doesNotContain("<script").contains("&lt;script&gt;");
  }

  @Test
  void withoutACallItSaysSo() {
    assertThat(html())
        .contains("<dd>0</dd>", "there were none")
        .doesNotContain("<svg", "<table", "all over", "charged so far", "–");
  }

  @Test
  void withoutAnAnswerThereIsNoTalkToPlot() {
    summary.add(SampleCalls.unanswered("busy", "2026-08-06T10:00:00Z"));

    assertThat(html()).contains("id=\"calls\"", "0.0 %").doesNotContain("id=\"talk\"", "NaN");
  }

  @Test
  void isTheSameInEveryLocale() {
    summary.add(SampleCalls.answered("2026-08-06T10:00:00Z", 60, "-0.014"));
    String here = html();
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(html()).isEqualTo(here);
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void ofOneStatusThereIsNeitherAnswerRateNorEndings() {
    HistorySummary completed =
        new HistorySummary(
            Instant.parse("2026-08-05T09:00:00Z"), Instant.parse("2026-08-10T00:00:00Z"), true);
    completed.add(SampleCalls.answered("2026-08-06T10:00:00Z", 60, "-0.014"));

    assertThat(SummaryPage.html(completed, "Calls with status completed", READ_AT))
        .contains("Wed 5 Aug 2026 09:00 to Sun 9 Aug 2026 (UTC)", "id=\"talk\"")
        .doesNotContainIgnoringCase("answer rate")
        .doesNotContain("id=\"outcomes\"");
  }

  @Test
  void callsThatNobodyOfTheAccountPlacedAreToldApart() {
    summary.add(SampleCalls.answered("2026-08-06T10:00:00Z", 60, "-0.014"));
    assertThat(html()).contains("Incoming calls count", "so does each leg");
    summary.add(SampleCalls.inbound("2026-08-06T10:00:00Z"));
    summary.add(SampleCalls.leg("2026-08-06T10:00:00Z"));

    assertThat(html()).contains("1 came in and 1 was dialled by another call");
  }

  @Test
  void oneSpellingIsTwilios() {
    summary.add(SampleCalls.unanswered("canceled", "2026-08-06T10:00:00Z"));

    assertThat(html()).contains("canceled").doesNotContain("cancelled");
  }
}
