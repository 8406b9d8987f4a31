package io.dialflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressBarTest {
  private final AtomicLong clock = new AtomicLong(17);

  private ProgressBar bar(Screen screen, long total) {
    return new ProgressBar(screen.terminal(), clock::get, "dialling", total);
  }

  private void pass(Duration time) {
    clock.addAndGet(time.toNanos());
  }

  @Test
  void aLogGetsPlainLinesNowAndThen() {
    Screen screen = Screen.log();
    ProgressBar bar = bar(screen, 1_000);
    for (int done = 0; done < 1_000; done += 20) {
      bar.show(done, 200, done + " placed");
      pass(Duration.ofMillis(100));
    }
    bar.end(1_000, "1000 placed");

    assertThat(screen.lines())
        .containsExactly(
            "  dialling   400/1,000, 200/s, 3 s left: 400 placed",
            "  dialling   800/1,000, 200/s, 1 s left: 800 placed",
            "  dialling   1,000/1,000, in 5.0 s: 1000 placed");
    assertThat(screen.text().replace("\n", "")).doesNotContainPattern("\\p{Cntrl}");
  }

  @Test
  void aTerminalGetsABarThatIsDrawnOver() {
    Screen screen = Screen.live(Map.of("NO_COLOR", "1"));
    ProgressBar bar = bar(screen, 100);
    bar.show(0, 0, "");
    bar.show(50, 25, "49 placed, 1 refused");

    assertThat(screen.text())
        .endsWith(
            "\033[2A\r\033[2K\033[?7l  dialling   ━━━━━━━━━━━━━─────────────"
                + "  50 %  50/100, 25/s, 2 s left\033[?7h\n"
                + "\r\033[2K\033[?7l             49 placed, 1 refused\033[?7h\n");
  }

  @Test
  void noLineIsWiderThanAnOldTerminal() {
    Screen screen = Screen.live(Map.of("NO_COLOR", "1"));
    bar(screen, 1_000_000).show(999_999, 10_000, "9 placed ".repeat(20));

    assertThat(screen.text().replace("\r\033[2K\033[?7l", "").replace("\033[?7h", "").lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line).hasSizeLessThan(80));
  }

  @Test
  void stepsOfAnySizeHaveNoSpeed() {
    Screen screen = Screen.log();
    ProgressBar bar = bar(screen, 30);
    pass(Duration.ofSeconds(2));
    bar.show(12, Duration.ofSeconds(3), "9 calls");
    pass(Duration.ofSeconds(2));
    bar.show(13, null, "9 calls");

    assertThat(screen.lines())
        .containsExactly("  dialling   12/30, 3 s left: 9 calls", "  dialling   13/30: 9 calls");
  }

  @Test
  void aPaceIsHeldAgainstItsLimit() {
    Screen screen = Screen.log();
    ProgressBar bar = bar(screen, 3_000);
    pass(Duration.ofSeconds(2));
    bar.show(60, 28.9, 30, Duration.ofSeconds(98), "60 placed");
    pass(Duration.ofSeconds(2));
    bar.show(61, 0.5, 1, null, "61 placed");

    assertThat(screen.lines())
        .containsExactly(
            "  dialling   60/3,000, 29 of 30/s, 98 s left: 60 placed",
            "  dialling   61/3,000, 0.5 of 1.0/s: 61 placed");
  }

  @Test
  void nothingToDoIsNoDivisionByZero() {
    Screen screen = Screen.log();
    bar(screen, 0).end(0, "nothing");

    assertThat(screen.lines()).containsExactly("  dialling   0/0, in 0.0 s: nothing");
  }

  @ParameterizedTest
  @CsvSource({
    "PT99S, 99 s left",
    "PT100S, 1 min left",
    "PT1H30M, 90 min left",
    "PT30H5M, 30 h 5 min left",
    "PT260H, 10 days left"
  })
  void aLongTimeIsToldInLongUnits(Duration left, String told) {
    Screen screen = Screen.log();
    ProgressBar bar = bar(screen, 10);
    pass(Duration.ofSeconds(2));
    bar.show(1, 0.5, left, "1 placed");

    assertThat(screen.lines()).containsExactly("  dialling   1/10, 0.5/s, " + told + ": 1 placed");
  }
}
