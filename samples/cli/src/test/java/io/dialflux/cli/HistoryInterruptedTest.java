package io.dialflux.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dialflux.simulator.Fault;
import io.dialflux.simulator.Faults;
import io.dialflux.simulator.Simulator;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real processes and real signals. */
@Timeout(600)
class HistoryInterruptedTest {
  private static final int CALLS = 40_000;

  private final Simulator twilio =
      Simulator.builder()
          .clockSpeed(0)
          .startTime(Instant.parse("2026-08-18T00:00:00Z"))
          .history(CALLS, Duration.ofDays(40))
          .faults(Faults.none().onOthers(Fault.SLOW_ANSWER_AFTER_PLACING, 1))
          .slowAnswer(Duration.ofMillis(150))
          .start();

  private final List<DialfluxProcess> processes = new ArrayList<>();
  @TempDir private Path folder;

  @AfterEach
  void close() {
    processes.forEach(DialfluxProcess::end);
    twilio.close();
  }

  private DialfluxProcess start(List<String> arguments) throws IOException {
    DialfluxProcess process = DialfluxProcess.start(folder, arguments);
    processes.add(process);
    return process;
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalStopsAndTheCommandToldGoesOn(String signal, int exitCode) throws Exception {
    List<String> arguments =
        List.of(
            "history",
            "--from=2026-07-01",
            "--to=2026-08-17",
            "--out=it's all.csv",
            "--page-size=200",
            "--concurrency=2",
            "--base-url=" + twilio.baseUrl());
    DialfluxProcess first = start(arguments);
    untilThereIsACheckpoint(first);
    assumeTrue(first.heeds(signal), "signals are ignored by who runs this test");

    first.send(signal);

    assertThat(first.exitCode()).isEqualTo(exitCode);
    assertThat(first.output())
        .contains(
            "Interrupted; what was read is kept, but for the last seconds. To go on:\n\n  dialflux history --from=2026-07-01"
                + " --to=2026-08-17 '--out=it'\\''s all.csv' --page-size=200 --concurrency=2"
                + " --base-url="
                + twilio.baseUrl()
                + " --resume\n")
        .doesNotContain("Exception");
    assertThat(folder.resolve("it's all.csv")).doesNotExist();

    twilio.faults(Faults.none());
    List<String> again = new ArrayList<>(arguments);
    again.add("--resume");
    DialfluxProcess second = start(again);

    assertThat(second.exitCode()).isZero();
    assertThat(second.output()).contains("40,000 calls are in it's all.csv");
    assertThat(sids()).hasSize(CALLS).doesNotHaveDuplicates();
  }

  @Test
  void aSummaryThatIsInterruptedShowsWhatItHasCounted() throws Exception {
    DialfluxProcess summary =
        start(
            List.of(
                "history",
                "summary",
                "--from=2026-07-01",
                "--to=2026-08-17",
                "--page-size=100",
                "--concurrency=1",
                "--base-url=" + twilio.baseUrl()));
    while (!summary.output().contains(" calls/s")) {
      assertThat(summary.isAlive()).isTrue();
      Thread.sleep(20);
    }
    assumeTrue(summary.heeds("INT"), "signals are ignored by who runs this test");
    summary.send("INT");

    assertThat(summary.exitCode()).isEqualTo(130);
    assertThat(summary.output())
        .contains("  INCOMPLETE: ", " of 51 windows", "  outcome  ")
        .doesNotContain("Exception");
  }

  @Test
  void whatGoesToAPipeEndsAtOnce() throws Exception {
    List<String> arguments =
        List.of(
            "history",
            "--from=2026-07-01",
            "--to=2026-08-17",
            "--page-size=100",
            "--concurrency=1",
            "--base-url=" + twilio.baseUrl());
    DialfluxProcess print = DialfluxProcess.startInto(Redirect.PIPE, folder, arguments);
    processes.add(print);
    try (BufferedReader reader = print.reader()) {
      assertThat(reader.readLine()).startsWith("sid,");
      assertThat(reader.readLine()).startsWith("CA");
      assumeTrue(print.heeds("INT"), "signals are ignored by who runs this test");
      print.send("INT");
      assertThat(print.endsWithin(Duration.ofMinutes(1))).isTrue();
    }
    assertThat(print.exitCode()).isEqualTo(130);
    assertThat(print.output()).isEmpty();
  }

  private List<String> sids() throws IOException {
    return Files.readAllLines(folder.resolve("it's all.csv")).stream()
        .skip(1)
        .map(line -> line.substring(0, line.indexOf(',')))
        .toList();
  }

  private void untilThereIsACheckpoint(DialfluxProcess process) throws InterruptedException {
    while (!Files.exists(folder.resolve("it's all.csv.checkpoint"))) {
      assertThat(process.isAlive()).isTrue();
      Thread.sleep(20);
    }
  }
}
