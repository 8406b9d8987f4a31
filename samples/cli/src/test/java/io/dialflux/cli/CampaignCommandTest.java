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
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CampaignCommandTest {
  private final Simulator twilio =
      Simulator.builder()
          .callsPerSecond(30)
          .clockSpeed(120)
          .eventsAfter(Duration.ZERO)
          .outcomes(Outcomes.allCompleted())
          .start();
  private final StringWriter errors = new StringWriter();
  private Screen screen = Screen.log();

  @TempDir private Path folder;
  private Path ledger = Path.of("");
  private Path list = Path.of("");

  @BeforeEach
  void dialSome() throws IOException {
    ledger = folder.resolve("autumn.ledger");
    list =
        Files.writeString(
            folder.resolve("autumn.csv"),
            "key,phone,name\nc-1,+12125551001,\"Finch, Ada\"\nc-2,+12125551002,Ben\n"
                + "c-3,+12125551003,Cleo\nc-4,nobody,=Dora\nc-3,+12125551003,Cleopatra\n");
    twilio.nextCreates(Fault.SERVER_ERROR_BEFORE_PLACING);
    assertThat(dial()).isEqualTo(Dial.UNDONE);
  }

  @AfterEach
  void close() {
    twilio.close();
  }

  private int dial(String... more) {
    return run(Stream.concat(Stream.of(command()), Arrays.stream(more)).toArray(String[]::new));
  }

  private String[] command() {
    return new String[] {
      "dial",
      "--leads",
      list.toString(),
      "--from",
      "+12125550100",
      "--twiml",
      "<Response/>",
      "--cps",
      "100",
      "--max-in-flight",
      "1", // the fault is the first lead's
      "--settle-after",
      "PT0.3S",
      "--send-by",
      "PT1S",
      "--clock-skew",
      "PT6H",
      "--sweep-every",
      "PT0.2S",
      "--on-unresolved",
      "hold:PT0.5S"
    };
  }

  private int run(String... arguments) {
    screen = Screen.log();
    errors.getBuffer().setLength(0);
    return Dialflux.commandLine(
            screen.terminal(), Map.of("DIALFLUX_BASE_URL", twilio.baseUrl().toString()))
        .setErr(new PrintWriter(errors, true))
        .execute(arguments);
  }

  private int campaign(String command, String... more) {
    return run(
        Stream.concat(
                Stream.of("campaign", command, "--ledger", ledger.toString()), Arrays.stream(more))
            .toArray(String[]::new));
  }

  @Test
  void statusIsATableAndJson() {
    assertThat(campaign("status")).isZero();
    assertThat(screen.text())
        .startsWith("autumn\n")
        .contains("│ completed  │     2 │", "│ held       │     1 │", "│ (rejected) │     1 │");

    assertThat(campaign("status", "--name", "autumn", "--json")).isZero();
    assertThat(screen.lines()).hasSize(1);
    assertThat(screen.text())
        .startsWith(
            "{\"campaign\":\"autumn\",\"leads\":3,\"open\":0,\"placed\":2,\"alive\":0,"
                + "\"answered\":2,\"held\":1,\"rejected_rows\":1,\"states\":{\"READY\":0,")
        .contains("\"COMPLETED\":2");
  }

  @Test
  void heldLeadsAreShownWithTheirReason() {
    assertThat(campaign("held")).isZero();
    assertThat(screen.lines().get(0)).contains("LINE", "PHONE", "KEY", "REASON");
    assertThat(screen.lines().get(1)).contains("2  +12125551001", "c-1", "no call was found");
    assertThat(screen.lines().get(2)).isEqualTo("autumn: 1 held");

    assertThat(campaign("held", "--json")).isZero();
    assertThat(screen.text())
        .contains("\"key\":\"c-1\"", "\"state\":\"HELD\"", "\"data\":{\"name\":\"Finch, Ada\"}");
  }

  @Test
  void aPersonReleasesWhoIsHeldAndDialCallsThem() {
    assertThat(campaign("held", "--release", "c-1", "--release", "c-9")).isEqualTo(2);
    assertThat(screen.text()).contains("1 released");
    assertThat(errors.toString()).contains("--release: only 1 of 2 were held, refused");
    assertThat(campaign("held", "--release-all", "--json")).isZero();
    assertThat(screen.text()).isEqualTo("{\"released\":0}\n");

    assertThat(dial()).isZero();
    assertThat(twilio.oracle().totalRings()).isEqualTo(3);
    assertThat(twilio.oracle().numbersRungAgain()).isEmpty();
  }

  @Test
  void whoIsHeldInTwoCampaignsIsReleasedInBothAndNobodyElseIsForgotten() {
    twilio.nextCreates(Fault.SERVER_ERROR_BEFORE_PLACING);
    assertThat(dial("--name", "winter")).isEqualTo(Dial.UNDONE);
    assertThat(campaign("held", "--release", "c-1", "--release", "c-9")).isEqualTo(2);
    assertThat(screen.text()).contains("2 released");
    assertThat(errors.toString()).contains("--release: only 1 of 2 were");
  }

  @Test
  void exportHasEveryRowOnce() throws IOException {
    assertThat(campaign("export")).isZero();
    List<String> lines = screen.lines();
    assertThat(lines).hasSize(6);
    assertThat(lines.get(0))
        .isEqualTo(
            "campaign,line,key,phone,state,reason,attempts,attempt_id,call_sid,intended_at,"
                + "unknown_at,waits_for,due_at,name");
    assertThat(lines.get(1))
        .startsWith("autumn,2,c-1,+12125551001,HELD,")
        .containsPattern(",20[^,]*Z,20[^,]*Z,")
        .endsWith(",,,\"Finch, Ada\"");
    assertThat(lines.get(2))
        .matches(
            "autumn,3,c-2,\\+12125551002,COMPLETED,.*,1,[0-9a-f]{32},CA[0-9a-f]{32},20[^,]*Z,,,,Ben");
    assertThat(lines.get(4))
        .isEqualTo("autumn,5,c-4,nobody,REJECTED,the phone number is no number,0,,,,,,,=Dora");

    assertThat(lines.get(5))
        .isEqualTo(
            "autumn,6,c-3,+12125551003,REPEATED,\"the person is there already, from line 4\","
                + "0,,,,,,,Cleopatra");

    Path out = folder.resolve("out.json");
    assertThat(campaign("export", "--json", "--out", out.toString())).isZero();
    assertThat(screen.text()).isEmpty();
    assertThat(Files.readAllLines(out))
        .hasSize(5)
        .anyMatch(line -> line.contains("\"REJECTED\""))
        .anyMatch(line -> line.contains("\"REPEATED\""));

    assertThat(campaign("export", "--state", "held")).isZero();
    assertThat(screen.lines()).hasSize(2);
  }

  @Test
  void reconcileTakesInCallsThatARestoredLedgerDoesNotKnow() throws IOException {
    String since = Instant.now().minusSeconds(3_600).toString();
    // a ledger from before the calls: all but what the list has is lost
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().contains(".ledger")).toList()) {
        Files.delete(file);
      }
    }
    twilio.advance(Duration.ofMinutes(30));
    twilio.suspended(Simulator.DEFAULT_ACCOUNT_SID, true);
    assertThat(dial()).isEqualTo(1); // loads
    twilio.suspended(Simulator.DEFAULT_ACCOUNT_SID, false);

    assertThat(
            campaign(
                "reconcile", "--since", since, "--from", "+12125550100", "--clock-skew", "PT6H"))
        .isZero();
    assertThat(screen.text())
        .isEqualTo("2 calls on Twilio's list, of which 2 are new to the ledger\n");
    assertThat(dial()).isZero();

    assertThat(twilio.oracle().totalRings()).isEqualTo(3);
    assertThat(twilio.oracle().numbersRungAgain()).isEmpty();
    assertThat(campaign("reconcile", "--since", since, "--json", "--clock-skew", "PT6H")).isZero();
    assertThat(screen.text()).isEqualTo("{\"calls\":3,\"adopted\":0}\n");
  }

  @Test
  void whatIsWrongIsNamed() throws IOException {
    Path nowhere = folder.resolve("nowhere.ledger");
    assertThat(run("campaign", "status", "--ledger", nowhere.toString())).isEqualTo(1);
    assertThat(errors.toString()).contains("--ledger " + nowhere, "no ledger");
    assertThat(run("campaign", "held", "--release-all", "--ledger", nowhere.toString()))
        .isEqualTo(1);
    assertThat(nowhere).doesNotExist();
    assertThat(campaign("status", "--name", "winter")).isEqualTo(2);
    assertThat(errors.toString()).contains("--name", "'winter'", "autumn");
    assertThat(campaign("reconcile", "--since", "yesterday")).isEqualTo(2);
    assertThat(errors.toString()).contains("yesterday");
    assertThat(campaign("reconcile", "--since", "2026-01-02", "--until", "2026-01-01"))
        .isEqualTo(2);
    assertThat(campaign("export", "--out", folder.resolve("no/where.csv").toString())).isEqualTo(1);
    assertThat(campaign("export", "--state", "happy")).isEqualTo(2);
    assertThat(run("campaign", "status")).isEqualTo(2);
    assertThat(run("campaign")).isEqualTo(2);
  }

  @Test
  void aLedgerIsReadWhileItIsDialledOn() {
    try (SqliteStore dialling = SqliteStore.open(ledger)) {
      assertThat(dialling.campaigns().collectList().block()).containsExactly("autumn");
      assertThat(campaign("status")).isZero();
      assertThat(campaign("held")).isZero();
      assertThat(campaign("export")).isZero();
      assertThat(campaign("held", "--release-all")).isEqualTo(1);
      assertThat(errors.toString()).contains("in use");
    }
  }
}
