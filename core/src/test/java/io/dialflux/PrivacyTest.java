package io.dialflux;

import static io.dialflux.Fixtures.ACCOUNT;
import static io.dialflux.Fixtures.CALL;
import static io.dialflux.Fixtures.error;
import static org.assertj.core.api.Assertions.assertThat;

import io.dialflux.RawServer.Answer;
import io.dialflux.simulator.Simulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * All that a process with this client in it prints, with every logger at TRACE and every exception
 * in full, holds no number, name, TwiML or secret: whatever the server answers, and be it what it
 * was asked.
 */
class PrivacyTest {
  /** What Twilio quotes in a message: values of parameters. */
  private static final String QUOTED =
      "to +15558675310, (555) 867-5310, from +15552223333, sip:anna@example.com";

  private static final String ECHO = QUOTED + ", Wachtmeister";
  private static final String JSON =
      "{\"sid\":\""
          + CALL
          + "\",\"to\":\"+15558675310\",\"from\":\"+15552223333\",\"caller_name\":\"Wachtmeister\"";

  @TempDir private static Path folder;

  private static final Map<String, RawServer> SERVERS = new LinkedHashMap<>();
  private static Simulator simulator;
  private static List<String> printed;

  @BeforeAll
  static void listen() throws IOException, InterruptedException {
    simulator =
        Simulator.builder()
            .account(ACCOUNT, PrivacyMain.AUTH_TOKEN)
            .apiKey(ACCOUNT, PrivacyMain.KEY, PrivacyMain.KEY_SECRET)
            .oauthClient(ACCOUNT, PrivacyMain.CLIENT, PrivacyMain.CLIENT_SECRET)
            .callsPerSecond(100)
            .start();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                "-cp",
                System.getProperty("java.class.path"),
                PrivacyMain.class.getName(),
                "simulator",
                simulator.baseUrl().toString(),
                "refused",
                "http://127.0.0.1:" + unused(),
                "dns",
                "http://api.twilio.invalid"));
    answers().forEach((name, answer) -> SERVERS.put(name, RawServer.scripted(tokens(answer))));
    SERVERS.get("tls").door(PrivacyTest::speakFirst);
    SERVERS.forEach(
        (name, server) -> {
          command.add(name);
          command.add(server.uri(name.equals("tls") ? "https" : "http").toString());
        });
    Path output = folder.resolve("printed");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("it ends").isTrue();
    } finally {
      process.destroyForcibly();
    }
    printed = Files.readAllLines(output);
  }

  /** Plain text, where a TLS handshake should be: Netty quotes it in hexadecimal. */
  private static Socket speakFirst(Socket accepted) throws IOException {
    accepted.getOutputStream().write(ECHO.getBytes(StandardCharsets.UTF_8));
    return accepted;
  }

  private static int unused() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Access tokens are given to whom has the right secret; all else is answered as is asked for. */
  private static Answer tokens(Answer answer) {
    return (request, socket) -> {
      if (!request.path().endsWith("/v2/token")) {
        answer.to(request, socket);
      } else if (request.form("client_secret").equals(PrivacyMain.CLIENT_SECRET)) {
        String token =
            "{\"access_token\":\"" + PrivacyMain.ACCESS_TOKEN + "\",\"expires_in\":3600}";
        RawServer.http(200, token).to(request, socket);
      } else {
        String echo = "{\"error\":\"invalid_client\",\"error_description\":\"" + request.body();
        RawServer.http(401, echo + "\"}").to(request, socket);
      }
    };
  }

  private static Map<String, Answer> answers() {
    Map<String, Answer> answers = new LinkedHashMap<>();
    answers.put("refusal", RawServer.http(400, error(400, 21211, QUOTED)));
    answers.put(
        "limit", RawServer.http(429, error(429, 20429, QUOTED), "Retry-After", "+15558675310"));
    answers.put("page of a server", RawServer.http(500, "<p>" + ECHO + "</p>"));
    answers.put("text", RawServer.http(502, ECHO));
    answers.put("forbidden", RawServer.http(403, ECHO));
    answers.put("unreadable", RawServer.http(201, JSON + ",\"date_created\":\"+15558675310\"}"));
    answers.put("malformed", RawServer.http(201, JSON + ",\"to\":+15558675310Wachtmeister}"));
    answers.put("malformed word", RawServer.http(201, JSON + ",\"to\":Wachtmeister}"));
    answers.put(
        "odd page",
        RawServer.http(200, "{\"calls\":[" + JSON + ",\"duration\":\"+15558675310\"}]}"));
    answers.put("odd link", RawServer.http(200, page("/x?To=+15558675310 <Wachtmeister>")));
    answers.put("foreign link", RawServer.http(200, page("https://anna@x/?To=%2B15558675310")));
    answers.put(
        "redirect",
        RawServer.http(302, "", "Location", "https://x/?To=%2B15558675310&n=Wachtmeister"));
    answers.put("cut", RawServer.cut(200, JSON, 10_000));
    answers.put("nonsense", RawServer.raw(ECHO + "\r\n\r\n"));
    answers.put("body for a head", RawServer.raw(JSON.replace(" ", "") + "}\r\n\r\n"));
    answers.put("version", RawServer.raw("+15558675310 200 OK\r\n\r\n"));
    answers.put("version of words", RawServer.raw("Wachtmeister 200 OK\r\n\r\n"));
    answers.put("status", RawServer.raw("HTTP/1.1 +15558675310 Wachtmeister\r\n\r\n"));
    answers.put("status of words", RawServer.raw("HTTP/1.1 Wachtmeister OK\r\n\r\n"));
    answers.put(
        "header", RawServer.raw("HTTP/1.1 200 OK\r\n" + ECHO + ": \u0001+15558675310\r\n\r\n"));
    answers.put(
        "length", RawServer.raw("HTTP/1.1 200 OK\r\nContent-Length: +15558675310\r\n\r\n{}"));
    answers.put(
        "length of words",
        RawServer.raw("HTTP/1.1 200 OK\r\nContent-Length: Wachtmeister\r\n\r\n{}"));
    answers.put(
        "chunk",
        RawServer.raw(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n+15558675310\r\n{}\r\n"));
    answers.put(
        "huge header",
        RawServer.raw("HTTP/1.1 200 OK\r\nSet-Cookie: " + (ECHO + ";").repeat(500) + "\r\n\r\n"));
    answers.put("encoding", RawServer.http(200, JSON, "Content-Encoding", "gzip"));
    answers.put("surplus", surplus());
    answers.put("tls", RawServer.hangUp());
    answers.put(
        "proxy", RawServer.http(407, ECHO, "Proxy-Authenticate", "Basic realm=\"" + ECHO + "\""));
    answers.put("reset", RawServer.reset());
    answers.put("silence", RawServer.silence());
    return answers;
  }

  private static String page(String next) {
    return "{\"calls\":[" + JSON + "}],\"next_page_uri\":\"" + next + "\"}";
  }

  /** An answer, and at once another that nobody asked for. */
  private static Answer surplus() {
    return (request, socket) -> {
      RawServer.http(201, JSON + "}").to(request, socket);
      RawServer.raw(JSON + "}\r\n\r\n").to(request, socket);
    };
  }

  @AfterAll
  static void close() {
    SERVERS.values().forEach(RawServer::close);
    simulator.close();
  }

  @Test
  void everyQuestionHasAnEndAndEveryLoggerSpeaks() {
    assertThat(lines("THE END")).hasSize(1);
    int servers = SERVERS.size() + 3;
    assertThat(lines("ASKED: ")).hasSize(4 * (8 * (servers - 1) + 2)); // 2: of the silent one
    assertThat(lines("ANSWERED: ").size() + lines("FAILED: ").size())
        .isEqualTo(lines("ASKED: ").size());
    assertThat(lines("ANSWERED: simulator by auth token"))
        .contains("ANSWERED: simulator by auth token: list");
    for (String logger : List.of("DEBUG reactor.netty.", "DEBUG io.netty.")) {
      assertThat(printed.stream().filter(line -> line.contains(logger)).limit(1))
          .as(logger)
          .hasSize(1);
    }
  }

  private static List<String> lines(String start) {
    return printed.stream().filter(line -> line.startsWith(start)).toList();
  }

  static Stream<String> secrets() {
    return PrivacyMain.SECRETS.keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void nothingPrintedHolds(String what) {
    String secret = Objects.requireNonNull(PrivacyMain.SECRETS.get(what));
    String title = "";
    String source = "";
    Map<String, String> found = new LinkedHashMap<>();
    for (String line : printed) {
      if (line.startsWith("ASKED: ")) {
        title = line;
      } else if (line.startsWith("FAILED: ")) {
        source = "an exception";
      } else if (line.startsWith("[")) {
        source = line.substring(line.indexOf(']') + 1).split(" - ", 2)[0];
      }
      if (line.contains(secret)) {
        String server = title.split(" by ", 2)[0];
        found.putIfAbsent(server + source, title + " ->" + source + ": " + line);
      }
    }
    assertThat(found.values()).as(what).isEmpty();
  }
}
