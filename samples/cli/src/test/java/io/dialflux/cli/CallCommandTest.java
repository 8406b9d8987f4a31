package io.dialflux.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.call.Call;
import io.dialflux.simulator.Fault;
import io.dialflux.simulator.Outcomes;
import io.dialflux.simulator.Simulator;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallCommandTest {
  private static final String[] CREATE = {
    "create",
    "+12125550123",
    "--from",
    "+12125550100",
    "--twiml",
    "<Response><Say>Hi</Say></Response>"
  };

  private final Simulator twilio =
      Simulator.builder()
          .clockSpeed(0)
          .startTime(Instant.parse("2026-08-18T09:05:00Z"))
          .outcomes(Outcomes.allCompleted())
          .history(120, Duration.ofDays(12))
          .start();
  private final StringWriter errors = new StringWriter();
  private Screen screen = Screen.log();

  @AfterEach
  void close() {
    twilio.close();
  }

  private int run(String... arguments) {
    return run(Map.of("DIALFLUX_BASE_URL", twilio.baseUrl().toString()), arguments);
  }

  private int run(Map<String, String> environment, String... arguments) {
    screen = Screen.log();
    return run(screen.terminal(), environment, arguments);
  }

  private int run(Terminal terminal, String... arguments) {
    return run(terminal, Map.of("DIALFLUX_BASE_URL", twilio.baseUrl().toString()), arguments);
  }

  private int run(Terminal terminal, Map<String, String> environment, String... arguments) {
    errors.getBuffer().setLength(0);
    return CallCommand.commandLine(terminal, environment)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(terminal.writer())
        .setErr(new PrintWriter(errors, true))
        .execute(arguments);
  }

  private static String[] create(String... more) {
    String[] all = Arrays.copyOf(CREATE, CREATE.length + more.length);
    System.arraycopy(more, 0, all, CREATE.length, more.length);
    return all;
  }

  private String createdSid() {
    assertThat(run(create("--json"))).isZero();
    return Call.parse(screen.text()).sid();
  }

  @Test
  void createsWithEveryOption() {
    int exitCode =
        run(
            create(
                "--timeout",
                "25",
                "--time-limit",
                "600",
                "--send-digits",
                "1w2",
                "--record",
                "--machine-detection",
                "enable",
                "--status-callback",
                "https://example.com/status?attempt=cli",
                "--event",
                "answered",
                "--event",
                "completed",
                "--param",
                "CallReason=Your parcel"));

    assertThat(errors).hasToString("");
    assertThat(exitCode).isZero();
    assertThat(screen.lines().get(0)).matches("sid +CA[0-9a-f]{32}");
    assertThat(screen.text()).contains("queued", "+12125550123", "outbound-api");
    assertThat(twilio.oracle().ringsOfAttempt("cli")).isEqualTo(1);
  }

  @Test
  void showsHowTheCallerWasVerified() {
    Call call = Call.parse("{\"sid\":\"CA1\",\"stir_verstat\":\"TN-Validation-Passed-A\"}");
    Screen shown = Screen.log();
    new CallText(shown.terminal()).one(call);
    assertThat(shown.lines()).contains("stir verstat TN-Validation-Passed-A");
    Screen json = Screen.log();
    new CallJsonLines(json.terminal()).one(call);
    assertThat(Call.parse(json.text()).stirVerstat()).isEqualTo("TN-Validation-Passed-A");
  }

  @Test
  void fetchesUpdatesAndDeletes() {
    String sid = createdSid();
    assertThat(run("fetch", sid)).isZero();
    assertThat(screen.text()).contains(sid, "ringing");
    assertThat(run("update", sid, "--hang-up", "--json")).isZero();
    assertThat(Call.parse(screen.text()).status().value()).isEqualTo("completed");
    assertThat(run("delete", sid)).isZero();
    assertThat(screen.text()).contains(sid + " deleted");
    assertThat(run("fetch", sid)).isEqualTo(1);
    assertThat(errors.toString()).contains("20404");
  }

  @Test
  void listsAsATableAndAsJson() {
    String sid = createdSid();
    assertThat(run("list", "--limit", "0")).isZero();
    List<String> lines = screen.lines();
    assertThat(lines).hasSize(123);
    assertThat(lines.get(0)).startsWith("SID").contains("STATUS", "STARTED");
    assertThat(lines.get(1)).startsWith(sid);
    assertThat(lines.get(122)).isEqualTo("121 calls");

    assertThat(run("list", "--json", "--status", "completed", "--limit", "7")).isZero();
    assertThat(screen.lines()).hasSize(7);
    assertThat(screen.lines())
        .allMatch(line -> Call.parse(line).status().value().equals("completed"));

    assertThat(
            run(
                "list",
                "--started-from",
                "2026-08-10",
                "--started-before",
                "2026-08-12T00:00:00Z",
                "--json"))
        .isZero();
    assertThat(screen.lines()).hasSizeBetween(15, 25).allMatch(line -> line.contains("2026-08-1"));
    assertThat(run("list", "--to", "+12125550123", "--from", "+12125550100", "--json")).isZero();
    assertThat(screen.lines()).hasSize(1);
  }

  @Test
  void tellsADefiniteNoFromAPhoneThatMayRing() {
    twilio.nextCreates(Fault.REFUSED);
    assertThat(run(CREATE)).isEqualTo(1);
    assertThat(errors.toString()).contains("21216").doesNotContain("may ring");
    twilio.nextCreates(Fault.SERVER_ERROR_AFTER_PLACING);
    assertThat(run(CREATE)).isEqualTo(3);
    assertThat(errors.toString()).contains("may ring");
    assertThat(screen.text()).isEmpty();
    assertThat(twilio.oracle().totalRings()).isEqualTo(1);
  }

  @Test
  void takesCredentialsFromTheEnvironment() {
    Map<String, String> right =
        Map.of(
            "TWILIO_ACCOUNT_SID", Simulator.DEFAULT_ACCOUNT_SID,
            "TWILIO_AUTH_TOKEN", Simulator.DEFAULT_AUTH_TOKEN);
    Map<String, String> wrong =
        Map.of("TWILIO_ACCOUNT_SID", Simulator.DEFAULT_ACCOUNT_SID, "TWILIO_AUTH_TOKEN", "wrong");
    String url = twilio.baseUrl().toString();
    assertThat(run(right, "list", "--base-url", url, "--limit", "1")).isZero();
    assertThat(run(wrong, "list", "--base-url", url)).isEqualTo(1);
    assertThat(errors.toString()).contains("20003");
    assertThat(run(Map.of(), "list")).isEqualTo(2);
    assertThat(errors.toString()).contains("TWILIO_ACCOUNT_SID");
    assertThat(run(Map.of(), "list", "--base-url", "https://example.com")).isEqualTo(2);
  }

  @Test
  void wrongUseIsNotSent() {
    assertThat(run("create", "+12125550123", "--from", "+12125550100")).isEqualTo(2);
    assertThat(run(create("--url", "https://example.com/"))).isEqualTo(2);
    assertThat(run("fetch", "CA1")).isEqualTo(2);
    assertThat(run("list", "--started-from", "yesterday")).isEqualTo(2);
    assertThat(errors.toString()).contains("yesterday");
    assertThat(run("update", "CA" + "0".repeat(32))).isEqualTo(2);
    assertThat(run()).isEqualTo(2);
    assertThat(twilio.oracle().requests()).isZero();
  }

  @Test
  void completesInBashAndZsh() {
    Screen shell = Screen.log();
    assertThat(Dialflux.commandLine(shell.terminal()).execute("completion")).isZero();
    assertThat(shell.text())
        .contains(
            "complete -F _complete_dialflux",
            "bashcompinit",
            "--machine-detection",
            "list",
            "--max-in-flight",
            "reconcile",
            "--neutralise",
            "summary");
  }

  @Test
  void aStatusThatTwilioDoesNotKnowIsRefused() {
    assertThat(run("list", "--status", "complete")).isEqualTo(2);
    assertThat(errors.toString()).contains("--status", "complete is none of queued, ringing, ");
    assertThat(twilio.oracle().requests()).isZero();
  }

  /** Nobody has the SID of a call that was created then, and its phone rings all the same. */
  @Test
  void whatCannotBeWrittenIsAFailure() {
    Terminal full = Terminal.of(new FailingWriter("No space left on device"), false, Map.of());
    assertThat(run(full, "list", "--json")).isEqualTo(1);
    assertThat(errors).hasToString("standard output: No space left on device\n");
    assertThat(run(full, CREATE)).isEqualTo(3);
    assertThat(errors.toString()).contains("No space left on device (the phone may ring: ");
    Terminal closed = Terminal.of(new FailingWriter("Broken pipe"), false, Map.of());
    assertThat(run(closed, "list", "--json")).isZero();
  }

  @Test
  void nothingIsReadThatNobodyWants() {
    try (Simulator large = Simulator.builder().history(20_000, Duration.ofDays(12)).start()) {
      Terminal closed = Terminal.of(new FailingWriter("Broken pipe"), false, Map.of());
      Map<String, String> environment = Map.of("DIALFLUX_BASE_URL", large.baseUrl().toString());
      assertThat(run(closed, environment, "list", "--json", "--limit=0")).isZero();
      assertThat(large.oracle().requests()).isLessThan(10);
    }
  }
}
