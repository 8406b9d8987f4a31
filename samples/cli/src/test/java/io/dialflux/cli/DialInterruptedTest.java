package io.dialflux.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dialflux.simulator.Fault;
import io.dialflux.simulator.Faults;
import io.dialflux.simulator.Simulator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real processes and real signals. */
@Timeout(600)
class DialInterruptedTest {
  /** At the pace below they take 10 seconds, of which a signal needs a part. */
  private static final int PEOPLE = 60;

  private static final int SOME = 10;

  private final Simulator twilio =
      Simulator.builder()
          .callsPerSecond(30)
          .clockSpeed(120)
          .faults(Faults.none().onCreates(Fault.SLOW_ANSWER_AFTER_PLACING, 0.5))
          .slowAnswer(Duration.ofMillis(700))
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

  private List<String> arguments() throws IOException {
    List<String> lines = new ArrayList<>(List.of("phone"));
    IntStream.range(0, PEOPLE).forEach(i -> lines.add("+1212555" + (1_000 + i)));
    Files.write(folder.resolve("autumn.csv"), lines);
    return List.of(
        "dial",
        "--leads",
        "autumn.csv",
        "--from",
        "+12125550100",
        "--twiml",
        "<Response><Say>It's time</Say></Response>",
        "--cps",
        "6",
        "--base-url",
        twilio.baseUrl().toString(),
        "--settle-after",
        "PT1S",
        "--send-by",
        "PT2S",
        "--clock-skew",
        "PT6H",
        "--sweep-for",
        "PT0S");
  }

  private void untilRung(int phones, DialfluxProcess dialler) throws InterruptedException {
    while (twilio.oracle().totalRings() < phones) {
      assertThat(dialler.isAlive()).isTrue();
      Thread.sleep(20);
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalDrainsAndTheSameCommandGoesOn(String signal, int exitCode) throws Exception {
    List<String> arguments = arguments();
    DialfluxProcess dialler = start(arguments);
    untilRung(SOME, dialler);
    assumeTrue(dialler.heeds(signal), "signals are ignored by who runs this test");

    dialler.send(signal);

    assertThat(dialler.exitCode()).isEqualTo(exitCode);
    int rung = (int) twilio.oracle().totalRings();
    assertThat(rung).isLessThan(PEOPLE);
    assertThat(dialler.output())
        .contains("Draining: nobody else is called; ", "0 held")
        .contains("Drained: " + rung + " of " + PEOPLE + " leads are done with")
        .doesNotContain("looked up")
        .contains(
            "\n  dialflux dial --leads autumn.csv --from +12125550100"
                + " --twiml '<Response><Say>It'\\''s time</Say></Response>' --cps 6 --base-url "
                + twilio.baseUrl());

    DialfluxProcess again = start(arguments);
    assertThat(again.exitCode()).isZero();
    assertThat(again.output()).contains(PEOPLE + " placed", "0 new, " + PEOPLE + " known");
    assertThat(twilio.oracle().totalRings()).isEqualTo(PEOPLE);
    assertThat(twilio.oracle().numbersRungAgain()).isEmpty();
    assertThat(twilio.oracle().attemptsRungAgain()).isEmpty();
  }

  @Test
  void whereItIsAskedForItEndsWithWhoeverHoldsItsInput() throws Exception {
    List<String> arguments = new ArrayList<>(arguments());
    arguments.add("--end-with-input");
    DialfluxProcess dialler = start(arguments);
    untilRung(2, dialler);

    dialler.endInput();

    assertThat(dialler.endsWithin(Duration.ofMinutes(1))).isTrue();
    assertThat(twilio.oracle().totalRings()).isLessThan(PEOPLE);
  }

  @Test
  void killedItGoesOnToo() throws Exception {
    List<String> arguments = arguments();
    DialfluxProcess dialler = start(arguments);
    untilRung(SOME, dialler);
    dialler.kill();

    List<String> again = new ArrayList<>(arguments);
    again.addAll(List.of("--on-unresolved", "hold:PT3S"));
    int exitCode = start(again).exitCode();

    assertThat(exitCode).isIn(Dial.DONE, Dial.UNDONE);
    assertThat(twilio.oracle().numbersRungAgain()).isEmpty();
    // what had no byte written yet when the process died is on no list, and held
    assertThat(twilio.oracle().totalRings()).isBetween((long) PEOPLE - 10, (long) PEOPLE);
  }
}
