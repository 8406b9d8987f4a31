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
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real processes and real signals. */
@Timeout(120)
class DialInterruptedTest {
  private static final int PEOPLE = 120;

  private final Simulator twilio =
      Simulator.builder()
          .callsPerSecond(30)
          .clockSpeed(120)
          .faults(Faults.none().onCreates(Fault.SLOW_ANSWER_AFTER_PLACING, 0.5))
          .slowAnswer(Duration.ofMillis(700))
          .start();

  private final List<Process> processes = new ArrayList<>();
  @TempDir private Path folder;
  private Path output = Path.of("");

  @AfterEach
  void close() {
    processes.forEach(Process::destroyForcibly);
    twilio.close();
  }

  private Process start(List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Dialflux.class.getName()));
    command.addAll(arguments);
    output = Files.createTempFile(folder, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("TWILIO_"));
    Process process = builder.start();
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
        "40",
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

  private void untilRung(int phones, Process dialler) throws InterruptedException {
    while (twilio.oracle().totalRings() < phones) {
      assertThat(dialler.isAlive()).isTrue();
      Thread.sleep(20);
    }
  }

  @ParameterizedTest
  @CsvSource({"INT, 130", "TERM, 143"})
  void aSignalDrainsAndTheSameCommandGoesOn(String signal, int exitCode) throws Exception {
    List<String> arguments = arguments();
    Process dialler = start(arguments);
    untilRung(PEOPLE / 3, dialler);
    assumeTrue(heeds(dialler, signal), "signals are ignored by who runs this test");

    send(signal, dialler);

    assertThat(dialler.waitFor()).isEqualTo(exitCode);
    int rung = (int) twilio.oracle().totalRings();
    assertThat(rung).isLessThan(PEOPLE);
    assertThat(Files.readString(output))
        .contains("Draining: nobody else is called; ", "0 held")
        .contains("Drained: " + rung + " of " + PEOPLE + " leads are done with")
        .doesNotContain("looked up")
        .contains(
            "\n  dialflux dial --leads autumn.csv --from +12125550100"
                + " --twiml '<Response><Say>It'\\''s time</Say></Response>' --cps 40 --base-url "
                + twilio.baseUrl());

    Process again = start(arguments);
    assertThat(again.waitFor()).isZero();
    assertThat(Files.readString(output))
        .contains(PEOPLE + " placed", "0 new, " + PEOPLE + " known");
    assertThat(twilio.oracle().totalRings()).isEqualTo(PEOPLE);
    assertThat(twilio.oracle().numbersRungAgain()).isEmpty();
    assertThat(twilio.oracle().attemptsRungAgain()).isEmpty();
  }

  @Test
  void whereItIsAskedForItEndsWithWhoeverHoldsItsInput() throws Exception {
    List<String> arguments = new ArrayList<>(arguments());
    arguments.add("--end-with-input");
    Process dialler = start(arguments);
    untilRung(2, dialler);

    dialler.getOutputStream().close();

    assertThat(dialler.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(twilio.oracle().totalRings()).isLessThan(PEOPLE);
  }

  @Test
  void killedItGoesOnToo() throws Exception {
    List<String> arguments = arguments();
    Process dialler = start(arguments);
    untilRung(PEOPLE / 2, dialler);
    dialler.destroyForcibly().waitFor();

    List<String> again = new ArrayList<>(arguments);
    again.addAll(List.of("--on-unresolved", "hold:PT3S"));
    int exitCode = start(again).waitFor();

    assertThat(exitCode).isIn(Dial.DONE, Dial.HELD);
    assertThat(twilio.oracle().numbersRungAgain()).isEmpty();
    // what had no byte written yet when the process died is on no list, and held
    assertThat(twilio.oracle().totalRings()).isBetween((long) PEOPLE - 10, (long) PEOPLE);
  }

  private static void send(String signal, Process to) throws Exception {
    new ProcessBuilder("kill", "-" + signal, Long.toString(to.pid())).start().waitFor();
  }

  /** Whoever runs tests in the background of a script may have had them ignore Ctrl-C. */
  private static boolean heeds(Process process, String signal) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (signal.equals("TERM") || !Files.exists(status)) {
      return true;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
        .noneMatch(ignored -> (ignored & 1 << 1) != 0);
  }
}
