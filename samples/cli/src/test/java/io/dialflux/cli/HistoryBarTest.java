package io.dialflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.CallsClient;
import io.dialflux.Credentials;
import io.dialflux.history.CallHistory;
import io.dialflux.history.HistoryPage;
import io.dialflux.history.HistoryProgress;
import io.dialflux.simulator.Simulator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HistoryBarTest {
  /** After each day, of which the last three have calls. */
  private static List<HistoryProgress> progress;

  private final AtomicLong clock = new AtomicLong(17);

  @BeforeAll
  static void read() {
    try (Simulator twilio =
            Simulator.builder()
                .clockSpeed(0)
                .startTime(Instant.parse("2026-08-18T00:00:00Z"))
                .history(900, Duration.ofDays(3))
                .start();
        CallsClient calls =
            CallsClient.builder()
                .credentials(
                    Credentials.authToken(
                        Simulator.DEFAULT_ACCOUNT_SID, Simulator.DEFAULT_AUTH_TOKEN))
                .baseUrl(twilio.baseUrl())
                .build()) {
      progress =
          CallHistory.of(calls)
              .between(Instant.parse("2026-08-12T00:00:00Z"), Instant.parse("2026-08-18T00:00:00Z"))
              .neverDialled(false)
              .concurrency(1)
              .pages()
              .map(HistoryPage::progress)
              .collectList()
              .block();
    }
  }

  private HistoryBar bar(Screen screen) {
    return new HistoryBar(screen.terminal(), clock::get);
  }

  /** As many looks as there are in the time, at which nothing has come. */
  private void quiet(HistoryBar bar, Duration time) {
    for (long i = 0; i < time.toMillis() / 100; i++) {
      clock.addAndGet(Duration.ofMillis(100).toNanos());
      bar.look(List.of());
    }
  }

  @Test
  void beforeTheFirstPageItIsWaitedFor() {
    Screen screen = Screen.live(Map.of("NO_COLOR", "1"));
    HistoryBar bar = bar(screen);
    bar.look(List.of());
    assertThat(screen.text()).contains("windows").contains("waiting for the first page");

    bar.look(progress.subList(0, 1));
    assertThat(screen.text().substring(screen.text().indexOf("\033[2A")))
        .as("drawn over")
        .contains("1/6", progress.get(0).calls() + " calls");

    Screen log = Screen.log();
    quiet(bar(log), Duration.ofSeconds(5));
    assertThat(log.lines())
        .containsExactly(
            "  windows    waiting for the first page", "  windows    waiting for the first page");
  }

  @Test
  void whatStandsStillIsSeenToStandStill() {
    Screen screen = Screen.log();
    HistoryBar bar = bar(screen);
    bar.look(progress.subList(0, 1));
    quiet(bar, Duration.ofSeconds(1));
    bar.look(progress.subList(0, 2));
    quiet(bar, Duration.ofSeconds(13));

    long calls = progress.get(1).calls();
    assertThat(screen.lines()).hasSize(7);
    assertThat(screen.lines().get(0))
        .startsWith("  windows    2/6, ")
        .contains(" left: " + calls + " calls, ")
        .endsWith(" calls/s, back to 2026-08-16");
    assertThat(screen.lines().get(6))
        .isEqualTo(
            "  windows    2/6: "
                + calls
                + " calls, 0 calls/s, back to 2026-08-16, nothing new for 13 s");
  }

  @Test
  void theLastLineIsOfTheWholeTime() {
    Screen screen = Screen.log();
    HistoryBar bar = bar(screen);
    quiet(bar, Duration.ofMillis(1900));
    bar.look(progress);
    bar.end();

    assertThat(screen.lines())
        .singleElement()
        .asString()
        .startsWith("  windows    6/6, in 1.9 s: " + progress.get(5).calls() + " calls, ")
        .endsWith(" calls/s, back to 2026-08-12");
  }
}
