package io.dialflux.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dialflux.CallsClient;
import io.dialflux.Credentials;
import io.dialflux.call.Call;
import io.dialflux.call.CallTemplate;
import io.dialflux.call.StatusCallbackEvent;
import io.dialflux.callback.CallEvent;
import io.dialflux.simulator.Outcomes;
import io.dialflux.simulator.Simulator;
import java.io.IOException;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import reactor.netty.DisposableServer;

class CallbacksCommandTest {
  private static final Map<String, String> LOCAL =
      Map.of("DIALFLUX_BASE_URL", "http://127.0.0.1:8080");
  private static final Duration LONG = Duration.ofMinutes(4);

  private final Screen screen = Screen.log();
  private final StringWriter errors = new StringWriter();

  private DisposableServer start(Map<String, String> environment, String... options) {
    CallbacksCommand command = new CallbacksCommand(screen.terminal(), environment);
    new CommandLine(command).setErr(new PrintWriter(errors, true)).parseArgs(options);
    return command.start();
  }

  /** A call that is told of in four callbacks. */
  private String call(DisposableServer server, String path) {
    try (Simulator twilio =
            Simulator.builder().clockSpeed(100).outcomes(Outcomes.allCompleted()).start();
        CallsClient calls =
            CallsClient.builder()
                .credentials(
                    Credentials.authToken(
                        Simulator.DEFAULT_ACCOUNT_SID, Simulator.DEFAULT_AUTH_TOKEN))
                .baseUrl(twilio.baseUrl())
                .build()) {
      URI status = URI.create("http://127.0.0.1:" + server.port() + path);
      String sid =
          calls
              .create(
                  CallTemplate.from("+15552223333")
                      .twiml("<Response><Hangup/></Response>")
                      .statusCallback(status, StatusCallbackEvent.values())
                      .to("+12125550123"))
              .map(Call::sid)
              .block(LONG);
      long end = System.nanoTime() + LONG.toNanos();
      while (!screen.text().contains("completed") && System.nanoTime() < end) {
        pause();
      }
      return sid;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void showsEachStepWithoutWhatIsPersonal() {
    DisposableServer server = start(LOCAL, "--port", "0");
    String sid = call(server, "/status?attempt=a1&name=Jane");
    server.disposeNow();

    assertThat(screen.lines().get(0))
        .isEqualTo(
            "Callbacks are received at http://127.0.0.1:"
                + server.port()
                + "/status. Ctrl-C ends it.");
    assertThat(screen.lines()).hasSize(5);
    assertThat(screen.lines().get(1)).contains(sid, "progress", "initiated, no. 0, attempt a1");
    assertThat(screen.lines().get(4)).contains("completed, no. 3, ", " s, SIP 200", "attempt a1");
    assertThat(screen.text()).doesNotContain("2125550123", "5552223333", "Jane");
  }

  @Test
  void showsAllThatIsAskedFor() {
    DisposableServer server = start(LOCAL, "--port", "0", "--personal");
    call(server, "/status");
    server.disposeNow();
    assertThat(screen.text()).contains("to +12125550123, from +15552223333");
  }

  @Test
  void writesJsonForPrograms() {
    DisposableServer server = start(LOCAL, "--port", "0", "--json", "--path", "/mine");
    String sid = call(server, "/mine?attempt=a1&name=Jane");
    server.disposeNow();
    assertThat(screen.lines())
        .hasSize(4)
        .allSatisfy(line -> assertThat(line).contains("\"call_sid\":\"" + sid + "\""))
        .allSatisfy(line -> assertThat(line).doesNotContain("2125550123", "5552223333", "Jane"));
    assertThat(screen.lines().get(3))
        .startsWith("{\"kind\":\"progress\"")
        .contains("\"status\":\"completed\"", "\"sequence_number\":3", "\"attempt\":\"a1\"");
  }

  @Test
  void jsonHoldsAllThatIsAskedFor() {
    DisposableServer server = start(LOCAL, "--port", "0", "--json", "--personal");
    call(server, "/status?name=Jane");
    server.disposeNow();
    assertThat(screen.text())
        .contains("\"To\":[\"+12125550123\"]", "\"query\":{\"name\":[\"Jane\"]}");
  }

  @Test
  void showsNothingThatIsNotSigned() throws Exception {
    DisposableServer server =
        start(
            Map.of("TWILIO_AUTH_TOKEN", "secret"), "--port", "0", "--url", "https://example.com/");
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/status"))
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("X-Twilio-Signature", "guessed")
                    .POST(HttpRequest.BodyPublishers.ofString("CallSid=CA1"))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(screen.lines())
        .containsExactly("Callbacks are received at https://example.com/status. Ctrl-C ends it.");
    long end = System.nanoTime() + LONG.toNanos();
    while (errors.toString().isEmpty() && System.nanoTime() < end) {
      pause();
    }
    server.disposeNow(); // which ends what tells of refusals
    assertThat(errors.toString()).contains("refused", ": 1").doesNotContain("CA1");
  }

  @Test
  void theSecondTokenCountsToo() {
    DisposableServer server =
        start(
            Map.of("TWILIO_AUTH_TOKEN", "new", "TWILIO_SECONDARY_AUTH_TOKEN", "token"),
            "--port",
            "0");
    call(server, "/status");
    server.disposeNow();
    assertThat(screen.text()).contains("completed");
  }

  @Test
  void aSharedKeyCountsBesideATokenOrAlone() {
    String token = Simulator.DEFAULT_AUTH_TOKEN;
    for (Map<String, String> environment :
        List.of(
            Map.of("TWILIO_SHARED_KEY", "k1:a:secret"),
            Map.of("TWILIO_SHARED_KEY", "k1:a:secret", "TWILIO_AUTH_TOKEN", token))) {
      DisposableServer server = start(environment, "--port", "0");
      String url =
          "http://127.0.0.1:" + server.port() + "/status?CallSid=CA" + "0".repeat(32) + "&a=b";
      assertThat(get(url, "wPq0").statusCode()).isEqualTo(403);
      assertThat(get(url, signature("a:secret", url)).statusCode()).isEqualTo(204);
      server.disposeNow();
    }
  }

  @Test
  void theSecondSharedKeyCountsTooAlsoAloneAndUnderTheSameId() {
    String token = Simulator.DEFAULT_AUTH_TOKEN;
    for (Map<String, String> environment :
        List.of(
            Map.of("TWILIO_SHARED_KEY", "k0:a, b", "TWILIO_SECONDARY_SHARED_KEY", "k1:new"),
            Map.of("TWILIO_SHARED_KEY", "k1:new", "TWILIO_SECONDARY_SHARED_KEY", "k0:a, b"),
            Map.of("TWILIO_SHARED_KEY", "k1:old", "TWILIO_SECONDARY_SHARED_KEY", "k1:new"),
            Map.of("TWILIO_AUTH_TOKEN", token, "TWILIO_SECONDARY_SHARED_KEY", "k1:new"),
            Map.of("TWILIO_SECONDARY_SHARED_KEY", "k1:new"))) {
      DisposableServer server = start(environment, "--port", "0");
      String url = "http://127.0.0.1:" + server.port() + "/status?CallSid=CA" + "0".repeat(32);
      assertThat(get(url, signature("new", url)).statusCode()).as("%s", environment).isEqualTo(204);
      assertThat(get(url, signature("old", url)).statusCode())
          .as("%s", environment)
          .isEqualTo(environment.containsValue("k1:old") ? 204 : 403);
      server.disposeNow();
    }
  }

  @Test
  void aSharedKeyThatIsNoneIsNamedAndNotRepeated() {
    for (String name : List.of("TWILIO_SHARED_KEY", "TWILIO_SECONDARY_SHARED_KEY")) {
      for (String key : new String[] {"k1secret", ":k1secret", "k1:", "k1secret: "}) {
        assertThatThrownBy(() -> start(Map.of(name, key), "--port", "0"))
            .isInstanceOf(CommandLine.ParameterException.class)
            .hasMessageContaining(name + " must be ID:SECRET")
            .hasMessageNotContaining("k1secret");
      }
    }
  }

  private static HttpResponse<String> get(String url, String signature) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(URI.create(url))
                  .header("X-Twilio-Signature", signature)
                  .header("X-Twilio-Webhooks-Signature-Settings", "key=k1,algorithm=HMAC_SHA256")
                  .build(),
              HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static String signature(String secret, String url) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] signature = mac.doFinal(url.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void needsAToken() {
    assertThatThrownBy(() -> start(Map.of(), "--port", "0"))
        .isInstanceOf(CommandLine.ParameterException.class)
        .hasMessage("TWILIO_AUTH_TOKEN is not set");
  }

  @ParameterizedTest
  @CsvSource({"--url, https://example.com", "--address, 0.0.0.0"})
  void everybodyKnowsTheSimulatorsToken(String option, String value) {
    assertThatThrownBy(() -> start(LOCAL, "--port", "0", option, value))
        .isInstanceOf(CommandLine.ParameterException.class)
        .hasMessage("TWILIO_AUTH_TOKEN is not set");
  }

  @Test
  void acknowledgesNothingThatItCouldNotWrite() {
    PipedWriter full = new PipedWriter(); // fails, as nobody reads
    CallbackOutput output = new CallbackOutput(Terminal.of(full, false, Map.of()), false, false);
    CallEvent event = CallEvent.parse("", "CallSid=CA0123456789abcdef0123456789abcdef");
    assertThatThrownBy(() -> output.show(event)).isInstanceOf(UncheckedIOException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "--port, 65536",
    "--port, -1",
    "--path, status",
    "--url, example.com",
    "--url, https://example.com/?a=b"
  })
  void saysWhichOptionIsBad(String option, String value) {
    assertThatThrownBy(() -> start(Map.of("TWILIO_AUTH_TOKEN", "secret"), option, value))
        .isInstanceOf(CommandLine.ParameterException.class)
        .hasMessageStartingWith(option);
  }

  @Test
  void saysThatThePortIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());
      assertThatThrownBy(() -> start(LOCAL, "--port", port))
          .isInstanceOf(CommandLine.ParameterException.class)
          .hasMessageContainingAll("--port", port);
    }
  }
}
