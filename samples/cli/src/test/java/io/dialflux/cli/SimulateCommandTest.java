package io.dialflux.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialflux.simulator.Simulator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class SimulateCommandTest {
  private static final String SID = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

  private final Screen screen = Screen.log();

  private Simulator start(String... options) {
    SimulateCommand command = new SimulateCommand(screen.terminal());
    new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(options);
    return command.start();
  }

  private static HttpResponse<String> create(Simulator twilio, String account)
      throws IOException, InterruptedException {
    String sid = account.substring(0, account.indexOf(':'));
    URI calls = twilio.baseUrl().resolve("/2010-04-01/Accounts/" + sid + "/Calls.json");
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(calls)
                .header(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(account.getBytes()))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(
                    HttpRequest.BodyPublishers.ofString(
                        "To=%2B12125550123&From=%2B12125550100&Twiml=%3CResponse%2F%3E"))
                .build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void answersACreate() throws Exception {
    try (Simulator twilio = start("--port", "0")) {
      HttpResponse<String> answer =
          create(twilio, Simulator.DEFAULT_ACCOUNT_SID + ":" + Simulator.DEFAULT_AUTH_TOKEN);

      assertThat(answer.statusCode()).isEqualTo(201);
      assertThat(answer.body()).contains("\"status\":\"queued\"");
      assertThat(twilio.oracle().rings("+12125550123")).isEqualTo(1);
    }
  }

  @Test
  void saysHowToTalkToIt() {
    try (Simulator twilio = start("--port", "0", "--account", SID + ":secret")) {
      assertThat(screen.text())
          .contains("base URL  " + twilio.baseUrl())
          .contains(SID, "secret")
          .contains("curl -u " + SID + ":secret")
          .contains(twilio.baseUrl() + "/2010-04-01/Accounts/" + SID + "/Calls.json")
          .contains(twilio.baseUrl() + "/simulator/oracle");
    }
  }

  @Test
  void servesEveryAccountGiven() throws Exception {
    String other = SID.replace('a', 'b') + ":two";
    try (Simulator twilio = start("--port", "0", "--account", SID + ":one", "--account", other)) {
      assertThat(create(twilio, SID + ":one").statusCode()).isEqualTo(201);
      assertThat(create(twilio, other).statusCode()).isEqualTo(201);
      assertThat(create(twilio, SID + ":wrong").statusCode()).isEqualTo(401);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--too-many-requests, 1, 429, 0",
    "--server-error-after-placing, 1, 500, 1",
    "--fault, unavailable_before_placing=1, 503, 0"
  })
  void failsAsTold(String option, String value, int status, int rings) throws Exception {
    try (Simulator twilio = start("--port", "0", "--account", SID + ":token", option, value)) {
      assertThat(create(twilio, SID + ":token").statusCode()).isEqualTo(status);
      assertThat(twilio.oracle().rings("+12125550123")).isEqualTo(rings);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--account, AC1:token",
    "--account, " + SID,
    "--cps, 0",
    "--cps, many",
    "--clock-speed, -1",
    "--port, 65536",
    "--too-many-requests, 1.5",
    "--server-error-after-placing, -1",
    "--reset-after-placing, 2",
    "--fault, meteor=0.1",
    "--fault, close_after_placing=7"
  })
  void saysWhichOptionIsBad(String option, String value) {
    assertThat(errorsOf(option, value)).contains(option);
  }

  @Test
  void saysThatThePortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());

      assertThat(errorsOf("--port", port)).contains("--port", port);
    }
  }

  private String errorsOf(String option, String value) {
    StringWriter errors = new StringWriter();
    int exitCode =
        Dialflux.commandLine(screen.terminal())
            .setErr(new PrintWriter(errors))
            .execute("simulate", option, value);
    assertThat(exitCode).isEqualTo(2);
    return errors.toString().lines().findFirst().orElse("");
  }

  @Test
  void takesEveryOption() throws Exception {
    String other = SID.replace('a', 'c');
    try (Simulator twilio =
        start(
            "--port", "0",
            "--account", SID + ":one",
            "--subaccount", SID + ":" + other + ":two",
            "--test-credentials", SID.replace('a', 'd') + ":three",
            "--api-key", SID + ":SK1:secret",
            "--shared-key", SID + ":k1:secret",
            "--oauth-client", SID + ":id:secret",
            "--start-time", "2026-08-18T09:05:00Z",
            "--clock-speed", "0",
            "--outcomes", "1:0:0:0",
            "--history", "1000",
            "--history-days", "30",
            "--list-lag", "PT5S",
            "--empty-pages", "0.1",
            "--page-token-lifetime", "PT1H",
            "--concurrent-calls", "1",
            "--concurrent-requests", "50",
            "--read-fault", "unavailable_before_placing=0.01",
            "--slow-answer", "PT1S",
            "--late-answer", "PT30S",
            "--webhooks", "off",
            "--webhook-fault", "lost=0.5",
            "--events-after", "PT0S")) {
      assertThat(create(twilio, SID + ":one").statusCode()).isEqualTo(201);
      assertThat(create(twilio, other + ":two").statusCode()).isEqualTo(201);
      HttpResponse<String> limited = create(twilio, SID + ":one");
      assertThat(limited.body()).contains("10004");
      assertThat(twilio.now()).isEqualTo("2026-08-18T09:05:00Z");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--outcomes,1:2",
    "--outcomes,a:b:c:d",
    "--empty-pages,1",
    "--history,-1",
    "--webhook-fault,LOST=2",
    "--read-fault,REFUSED=2",
    "--api-key,AC1",
    "--shared-key,AC1:k1",
    "--subaccount,ACx:ACy:z",
  })
  void namesTheOptionThatIsWrong(String option, String value) {
    assertThatThrownBy(() -> start("--port", "0", option, value).close())
        .isInstanceOf(CommandLine.ParameterException.class)
        .hasMessageStartingWith(option);
  }
}
