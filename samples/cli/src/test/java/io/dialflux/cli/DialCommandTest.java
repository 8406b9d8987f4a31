package io.dialflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.campaign.sqlite.SqliteStore;
import io.dialflux.simulator.Fault;
import io.dialflux.simulator.Outcomes;
import io.dialflux.simulator.Simulator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DialCommandTest {
  private final Simulator twilio =
      Simulator.builder()
          .callsPerSecond(30)
          .clockSpeed(120)
          .outcomes(Outcomes.allCompleted())
          .start();
  private final StringWriter errors = new StringWriter();
  private Screen screen = Screen.log();

  @TempDir private Path folder;

  @AfterEach
  void close() {
    twilio.close();
  }

  private static String phone(int i) {
    return "+1212555" + (1_000 + i);
  }

  /** A list of people with a number each. */
  private Path list(int people) throws IOException {
    List<String> lines = new ArrayList<>(List.of("name,phone"));
    IntStream.range(0, people).forEach(i -> lines.add("Ada " + i + "," + phone(i)));
    return Files.write(folder.resolve("autumn.csv"), lines);
  }

  /** With the times that a fast clock needs. */
  private List<String> arguments(Path list, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "dial",
                "--leads",
                list.toString(),
                "--from",
                "+12125550100",
                "--cps",
                "200",
                "--settle-after",
                "PT1S",
                "--send-by",
                "PT2S",
                "--clock-skew",
                "PT6H",
                "--sweep-every",
                "PT0.3S",
                "--on-unresolved",
                "hold:PT2S"));
    arguments.addAll(List.of(more));
    if (Arrays.stream(more).noneMatch(a -> a.equals("--url") || a.equals("--application"))) {
      arguments.addAll(List.of("--twiml", "<Response><Say>Hello {name}</Say></Response>"));
    }
    return arguments;
  }

  private int run(List<String> arguments) {
    return run(Screen.log(), arguments);
  }

  private int run(Screen on, List<String> arguments) {
    screen = on;
    errors.getBuffer().setLength(0);
    return Dialflux.commandLine(
            screen.terminal(), Map.of("DIALFLUX_BASE_URL", twilio.baseUrl().toString()))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments.toArray(String[]::new));
  }

  @Test
  void callsEverybodyOnceAndSaysWhatCameOfIt() throws IOException {
    Path list = list(40);
    Files.writeString(
        list, Files.readString(list) + "Ben,ask him\nCleo\nDora,+15005550001\nEmil," + phone(3));

    int exitCode = run(arguments(list));

    assertThat(errors).hasToString("");
    assertThat(exitCode).isZero();
    assertThat(screen.text())
        .contains(
            "loading    44 rows: 41 new, 0 known, 1 repeated, 2 rejected\n",
            "line 42: the phone number is no number\n",
            "line 43: there is no phone number\n",
            "line 45: the person is there already, from line 5\n",
            "41/41",
            "40 placed, 0 alive, 40 answered, 0 held",
            "│ completed  │    40 │",
            "│ refused    │     1 │",
            "│ (rejected) │     2 │",
            "│ leads      │    41 │")
        .doesNotContain("555");
    assertThat(twilio.oracle().totalRings()).isEqualTo(40);
    assertThat(twilio.oracle().numbersRungAgain()).isEmpty();
    assertThat(folder.resolve("autumn.ledger")).exists();

    assertThat(run(arguments(list))).isZero();
    assertThat(screen.text()).contains("44 rows: 0 new, 41 known, 1 repeated, 2 rejected", "41/41");
    assertThat(twilio.oracle().totalRings()).isEqualTo(40);
  }

  @Test
  void whoseCallIsNotKnownToHaveEndedMayHaveToBeCalledAgain() throws IOException {
    assertThat(run(arguments(list(3), "--sweep-for", "PT0S"))).isZero();
    assertThat(screen.text()).contains("How 3 calls ended is not known yet: the same command asks");
    String[] retry = {"--name", "winter", "--sweep-for", "PT0S", "--retry", "busy=1xPT1S"};
    assertThat(run(arguments(list(3), retry))).isEqualTo(3);
    assertThat(screen.text()).contains("who is to be called again neither: the same command");
  }

  @Test
  void theBarHoldsThePaceAgainstItsLimit() throws IOException {
    assertThat(run(Screen.live(), arguments(list(40)))).isZero();
    assertThat(screen.text()).contains(" of 200/s").doesNotContain("555");
  }

  @Test
  void whoMayHaveBeenRungIsHeldAndTheExitCodeSaysSo() throws IOException {
    twilio.nextCreates(Fault.SERVER_ERROR_BEFORE_PLACING, Fault.RESET_AFTER_PLACING);

    assertThat(run(arguments(list(6)))).isEqualTo(3);

    assertThat(screen.text())
        .contains("5 placed", "1 held", "dialflux campaign held --ledger " + ledger());
    assertThat(twilio.oracle().totalRings()).isEqualTo(5);
  }

  @Test
  void whoeverAsksForItIsCalledAgainAfterAWhile() throws IOException {
    twilio.nextCreates(Fault.SERVER_ERROR_BEFORE_PLACING);

    assertThat(run(arguments(list(3), "--on-unresolved", "redial:PT3S"))).isEqualTo(2);
    assertThat(errors.toString()).contains("--on-unresolved");
    List<String> arguments = arguments(list(3));
    arguments.set(arguments.indexOf("hold:PT2S"), "redial:PT3S");

    assertThat(run(arguments)).isZero();
    assertThat(screen.text()).contains("3 placed");
    assertThat(twilio.oracle().numbersRungAgain()).isEmpty();
  }

  @Test
  void aTimeThatIsTooShortToCallAgainIsRefusedBeforeTheListIsLoaded() throws IOException {
    List<String> arguments = arguments(list(3));
    arguments.set(arguments.indexOf("hold:PT2S"), "redial:PT2S");

    assertThat(run(arguments)).isEqualTo(2);

    assertThat(errors.toString()).contains("--on-unresolved", "grace");
    assertThat(screen.text()).doesNotContain("loading");
    try (SqliteStore ledger = SqliteStore.openReadOnly(ledger())) {
      assertThat(ledger.campaigns().collectList().block()).isEmpty();
    }
  }

  @Test
  void numbersMayBeOfARegionAndTheListBePersonal() throws IOException {
    Path list =
        Files.writeString(
            folder.resolve("autumn.csv"),
            "key,phone,ref\nc-1,(212) 555-1001,a&b\nc-2,2125551002,\n");

    int exitCode =
        run(
            arguments(
                list,
                "--url",
                "https://example.com/hello?ref={ref}",
                "--status-callback",
                "https://example.com/status",
                "--region-of-numbers",
                "US",
                "--name",
                "late autumn",
                "--ledger",
                folder.resolve("all.ledger").toString()));

    assertThat(errors).hasToString("");
    assertThat(exitCode).isZero();
    assertThat(twilio.oracle().rings(phone(1))).isEqualTo(1);
    assertThat(twilio.oracle().rings(phone(2))).isEqualTo(1);
    try (SqliteStore ledger = SqliteStore.openReadOnly(folder.resolve("all.ledger"))) {
      assertThat(ledger.campaigns().collectList().block()).containsExactly("late autumn");
    }
  }

  @Test
  void aLedgerHasOneDiallerAtATime() throws IOException {
    Path list = list(2);
    try (SqliteStore other = SqliteStore.open(ledger())) {
      assertThat(run(arguments(list))).isEqualTo(1);
      assertThat(other.campaigns().collectList().block()).isEmpty();
    }
    assertThat(errors.toString()).contains("--ledger " + ledger(), "in use");
    assertThat(twilio.oracle().createRequests()).isZero();
  }

  @Test
  void anAccountThatIsRefusedFailsAndLosesNobody() throws IOException {
    Path list = list(5);
    twilio.suspended(Simulator.DEFAULT_ACCOUNT_SID, true);
    assertThat(run(arguments(list))).isEqualTo(1);
    assertThat(errors.toString()).isNotBlank().doesNotContain("555");

    twilio.suspended(Simulator.DEFAULT_ACCOUNT_SID, false);
    assertThat(run(arguments(list))).isZero();
    assertThat(twilio.oracle().totalRings()).isEqualTo(5);
    assertThat(twilio.oracle().numbersRungAgain()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "--cps, 0",
    "--cps, many",
    "--max-in-flight, 0",
    "--max-in-flight, 10000",
    "--region-of-numbers, USA",
    "--url, 'https://example.com/{town}'",
    "--url, ftp://example.com/",
    "--application, AP1",
    "--status-callback, ':'",
    "--name, ' '",
    "--sweep-for, soon",
    "--leads, nowhere.csv"
  })
  void whatIsWrongIsNamed(String option, String value) throws IOException {
    List<String> arguments = arguments(list(1), option, value);
    int given = arguments.indexOf(option);
    if (given < arguments.lastIndexOf(option)) {
      arguments.subList(given, given + 2).clear();
    }
    assertThat(run(arguments)).isEqualTo(2);
    assertThat(errors.toString().lines().findFirst().orElse("")).contains(option);
    assertThat(twilio.oracle().requests()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"redial", "'redial:soon'", "'hold:PT0S'", "perhaps"})
  void aPolicyThatIsNoneIsNamed(String policy) throws IOException {
    List<String> arguments = arguments(list(1));
    arguments.set(arguments.indexOf("hold:PT2S"), policy);
    assertThat(run(arguments)).isEqualTo(2);
    assertThat(errors.toString()).contains("--on-unresolved");
  }

  @Test
  void aListThatBreaksOffIsToldByItsLineAndNobodyIsCalled() throws IOException {
    Path list = list(3);
    Files.writeString(list, Files.readString(list) + "\"Ben\"x,+12125550123\n");

    assertThat(run(arguments(list))).isEqualTo(1);

    assertThat(errors.toString()).contains("--leads", "line 5").doesNotContain("5550123");
    assertThat(twilio.oracle().requests()).isZero();
  }

  private Path ledger() {
    return folder.resolve("autumn.ledger");
  }
}
