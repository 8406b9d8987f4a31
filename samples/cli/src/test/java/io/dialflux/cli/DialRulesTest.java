package io.dialflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.campaign.LeadState;
import io.dialflux.campaign.sqlite.SqliteStore;
import io.dialflux.simulator.Outcomes;
import io.dialflux.simulator.Simulator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of {@code dialflux dial}, from flags and from a file, and its dry run. */
class DialRulesTest {
  private final Simulator twilio =
      Simulator.builder()
          .callsPerSecond(200)
          .clockSpeed(120)
          .outcomes(Outcomes.of(0, 1, 0, 0))
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

  private Path list(String... rows) throws IOException {
    List<String> lines = new ArrayList<>(List.of("phone,zone,priority,expires"));
    lines.addAll(List.of(rows));
    return Files.write(folder.resolve("autumn.csv"), lines);
  }

  private int dial(String... more) {
    return dial(twilio, more);
  }

  private int dial(Simulator twilio, String... more) {
    screen = Screen.log();
    errors.getBuffer().setLength(0);
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "dial",
                "--leads",
                folder.resolve("autumn.csv").toString(),
                "--from",
                "+12125550100",
                "--twiml",
                "<Response><Say>Hello</Say></Response>",
                "--cps",
                "100",
                "--clock-skew",
                "PT6H",
                "--sweep-every",
                "PT0.2S"));
    arguments.addAll(List.of(more));
    return Dialflux.commandLine(
            screen.terminal(), Map.of("DIALFLUX_BASE_URL", twilio.baseUrl().toString()))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments.toArray(String[]::new));
  }

  private static String open(Duration from, Duration to) {
    LocalTime now = LocalTime.now(ZoneOffset.UTC);
    DateTimeFormatter minutes = DateTimeFormatter.ofPattern("HH:mm");
    return minutes.format(now.plus(from)) + "-" + minutes.format(now.plus(to));
  }

  @Test
  void aFileOfRulesIsFollowedAndTheLedgerTellsWhatCameOfIt() throws IOException {
    list(
        phone(1) + ",UTC,0,",
        phone(2) + ",UTC,9,",
        phone(3) + ",UTC,0,",
        phone(4) + ",UTC,0,2020-01-01");
    Path suppress = Files.writeString(folder.resolve("never"), "# by hand\n" + phone(3) + "\n");
    Files.setLastModifiedTime(suppress, FileTime.from(Instant.now().minusSeconds(60)));
    Path rules =
        Files.writeString(
            folder.resolve("rules.yaml"),
            String.join(
                "\n",
                "calling-hours: [\"" + open(Duration.ofHours(-2), Duration.ofHours(2)) + "\"]",
                "retry:",
                "  - busy=1xPT0.2S",
                "attempt-limit: [5/PT24H]",
                "min-gap: PT0.1S",
                "max-alive: 50",
                "caller: ['+12125550101']",
                "suppress: " + suppress,
                ""));

    assertThat(dial("--rules", rules.toString())).as(errors.toString()).isZero();

    assertThat(twilio.oracle().rings(phone(1))).isEqualTo(2);
    assertThat(twilio.oracle().rings(phone(2))).isEqualTo(2);
    assertThat(twilio.oracle().rings(phone(3))).isZero();
    assertThat(screen.text()).contains("│ blocked ", "│ expired ", "│ busy ");
    String ledger = folder.resolve("autumn.ledger").toString();
    screen = Screen.log();
    Dialflux.commandLine(screen.terminal(), Map.of())
        .execute("campaign", "status", "--ledger", ledger);
    assertThat(screen.text()).contains("calls: 4 to 2 leads, 2.00 each; 0.0 % of 4 that ended");
  }

  @Test
  void aDryRunTellsOfEachLeadAndWritesNothing() throws IOException {
    list(
        phone(1) + ",UTC,0,",
        phone(2) + ",+12:00,0,",
        phone(3) + ",,0,",
        phone(4) + ",Mars/Nix,0,");
    String hours = open(Duration.ofHours(-2), Duration.ofHours(2));

    assertThat(dial("--dry-run", "--calling-hours", hours)).as(errors.toString()).isZero();

    assertThat(screen.text())
        .contains(
            "line 5: the time zone is none",
            phone(1),
            "to be called",
            "waiting for calling hours",
            "it is no time to call where the lead is",
            "its time zone is not known",
            "Nobody was called. At 100 a second, 1 calls take PT1S.");
    assertThat(folder.resolve("autumn.ledger")).doesNotExist();
    assertThat(twilio.oracle().totalRings()).isZero();
  }

  @Test
  void aDryRunKnowsWhatWasDialledBeforeAndChangesNothing() throws IOException {
    list(phone(1) + ",,0,", phone(2) + ",,0,");
    assertThat(dial()).as(errors.toString()).isZero();
    list(phone(1) + ",,0,", phone(2) + ",,0,", phone(3) + ",,0,");

    assertThat(dial("--dry-run")).as(errors.toString()).isZero();

    assertThat(screen.text()).contains("1 new, 2 known", "│ to be called  │     1 │");
    try (SqliteStore store = SqliteStore.openReadOnly(folder.resolve("autumn.ledger"))) {
      assertThat(store.counts("autumn").block().leads()).isEqualTo(2);
      assertThat(store.counts("autumn").block().in(LeadState.BUSY)).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "retries: [busy=1xPT1M] | line 1, column 1: there is no rule 'retries' but",
        "retry: [busy] | line 1, column 9: 'busy' is no retry, as busy=3xPT10M",
        "\"max-alive: 3\nmin-gap: soon\" | line 2, column 10: 'soon' is no duration, as PT2H",
        "calling-hours: mun 09:00-20:00 | line 1, column 16: 'mun' is no day, as mon",
        "calling-hours: [9-5] | line 1, column 17: '9-5' is no hours",
        "attempt-limit: 0/PT1H | line 1, column 16: most must be at least 1",
        "max-alive: 0 | line 1, column 12: most must be at least 1",
        "expires: soon | line 1, column 10: soon is neither a date nor an instant",
        "suppress: no-such-list | line 1, column 11: no-such-list cannot be used: there is no such",
        "calling-hours: [] | line 1, column 16: 'calling-hours' has no value",
        "\"min-gap:\nmax-alive: 3\" | line 1, column 9: 'min-gap' has no value",
        "retry: [''] | line 1, column 9: 'retry' has no value",
        "\"retry: [busy=3xPT1M,\n  'busy=1xPT2M']\" | line 2, column 3: 'busy' is there twice",
        "retry: [machine=1xP1D] | line 1, column 9: machine needs --machine-detection",
        "\"max-alive: 3\nmax-alive: 4\" | line 2, column 1: the rule 'max-alive' is there twice",
        "max-alive: [3, 4] | line 1, column 16: there can be one max-alive only",
        "max-alive: {a: 1} | line 1, column 12: the value of 'max-alive' must be a text",
        "holiday: 2026-12-25 | line 1, column 10: needs calling-hours",
        "unknown-zone: Mars/Nix | line 1, column 15: 'Mars/Nix' is none",
        "- a | line 1, column 1: it must be a mapping",
        "a: [ | line 2, column 1:",
      })
  void whatIsWrongInAFileIsToldByLineAndColumn(String yaml, String message) throws IOException {
    list(phone(1) + ",,0,");
    Path rules = Files.writeString(folder.resolve("rules.yaml"), yaml + "\n");
    assertThat(dial("--rules", rules.toString())).isEqualTo(2);
    assertThat(errors.toString()).contains("rules.yaml, " + message);
    assertThat(twilio.oracle().totalRings()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "# calling-hours: 09:00-20:00", "{}", "---"})
  void aFileWithoutARuleIsRefusedBecauseItWouldProtectNobody(String yaml) throws IOException {
    list(phone(1) + ",,0,");
    Path rules = Files.writeString(folder.resolve("rules.yaml"), yaml + "\n");
    assertThat(dial("--rules", rules.toString())).isEqualTo(2);
    assertThat(errors.toString()).containsPattern("rules.yaml.*: ");
    assertThat(twilio.oracle().totalRings()).isZero();
  }

  @Test
  void aMachineIsCalledAgainWhereTwilioTellsMachines() throws IOException {
    String[] rows = IntStream.range(0, 20).mapToObj(i -> phone(i) + ",,0,").toArray(String[]::new);
    list(rows);
    try (Simulator answering =
        Simulator.builder()
            .callsPerSecond(200)
            .clockSpeed(600)
            .outcomes(Outcomes.allCompleted())
            .start()) {
      assertThat(dial(answering, "--retry", "machine=1xPT0.1S")).isEqualTo(2);
      assertThat(errors.toString())
          .contains("--retry: machine needs --machine-detection")
          .doesNotContain("555");
      assertThat(dial(answering, "--retry", "machine=1xPT0.1S", "--machine-detection", "enable"))
          .as(errors.toString())
          .isZero();
      assertThat(answering.oracle().totalRings()).isBetween(21L, 39L);
      assertThat(screen.text()).contains("│ completed ");
    }
  }

  @Test
  void theRulesOfTheReadmeAreGood() throws IOException {
    list(phone(1) + ",,0,");
    Path suppress = Files.writeString(folder.resolve("never.txt"), phone(2) + "\n");
    String readme = Files.readString(Path.of("../../README.md"));
    String yaml = readme.substring(readme.indexOf("```yaml\n") + 8);
    yaml = yaml.substring(0, yaml.indexOf("```"));
    Path rules =
        Files.writeString(
            folder.resolve("rules.yaml"),
            yaml.replace("never.txt", suppress.toString())
                .replaceAll("expires: [0-9]{4}", "expires: 2999"));
    assertThat(
            dial(
                "--dry-run",
                "--rules",
                rules.toString(),
                "--machine-detection",
                "DetectMessageEnd"))
        .as(errors.toString())
        .isZero();
  }

  @Test
  void aRowWhosePriorityOrEndIsNoneIsReportedAndTheOthersAreCalled() throws IOException {
    list(phone(1) + ",UTC,high,", phone(2) + ",UTC,0,soon", phone(3) + ",UTC,0,");

    assertThat(dial()).as(errors.toString()).isZero();

    assertThat(screen.text())
        .contains(
            "line 2: its priority is no whole number",
            "line 3: when it expires is neither a date nor an instant",
            "1 new, 0 known, 0 repeated, 2 rejected");
    assertThat(twilio.oracle().totalRings()).isEqualTo(1);
  }

  @Test
  void anExpiryBeforeAnyCallIsRefusedAndOneThatHasPassedSinceIsNot() throws Exception {
    list(phone(1) + ",,0,");
    assertThat(dial("--expires", "2020-01-01")).isEqualTo(2);
    assertThat(errors.toString()).contains("--expires: '2020-01-01' is past");
    assertThat(dial("--expires", "2100-01-01")).as(errors.toString()).isZero();
    list(phone(1) + ",,0,", phone(2) + ",,0,");
    assertThat(dial("--expires", "2020-01-01", "--dry-run")).isEqualTo(2);
    assertThat(errors.toString()).contains("its last call");
    Path ledger = folder.resolve("autumn.ledger");
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + ledger);
        var statement = connection.createStatement()) {
      statement.execute("UPDATE attempt SET intended_at = intended_at - 2 * 86400000");
    }
    String yesterday = Instant.now().minus(Duration.ofDays(1)).toString();
    assertThat(dial("--expires", yesterday)).as(errors.toString()).isZero();
    assertThat(screen.text()).contains("│ expired ");
    assertThat(twilio.oracle().totalRings()).isEqualTo(1);

    Dialflux.commandLine(screen.terminal(), Map.of())
        .execute("campaign", "held", "--ledger", ledger.toString(), "--release", phone(2));
    assertThat(dial()).isZero();
    assertThat(twilio.oracle().rings(phone(2))).isEqualTo(1);
  }

  @Test
  void aFlagReplacesTheFilesRuleAndIsNamedWhereItIsWrong() throws IOException {
    list(phone(1) + ",,0,");
    Path rules = Files.writeString(folder.resolve("rules.yaml"), "expires: 2020-01-01\n");
    assertThat(dial("--rules", rules.toString(), "--expires", "2100-01-01")).isZero();
    assertThat(twilio.oracle().totalRings()).isEqualTo(1);
    assertThat(dial("--retry", "busy")).isEqualTo(2);
    assertThat(errors.toString()).contains("--retry: 'busy' is no retry");
    assertThat(dial("--rules", folder.resolve("missing").toString())).isEqualTo(2);
    assertThat(errors.toString()).contains("--rules: ", "there is no such file");
  }
}
