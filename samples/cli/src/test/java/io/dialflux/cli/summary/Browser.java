package io.dialflux.cli.summary;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Headless Chromium, driven through chromedriver by the <a
 * href="https://www.w3.org/TR/webdriver2/">WebDriver protocol</a>. Both are Debian's packages of
 * these names.
 */
final class Browser {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process driver;
  private final URI session;

  private Browser(Process driver, String chromium) throws IOException, InterruptedException {
    this.driver = driver;
    URI sessions = URI.create("http://127.0.0.1:" + port(driver) + "/session");
    String id = post(sessions, capabilities(chromium)).get("sessionId").asString();
    this.session = URI.create(sessions + "/" + id + "/");
  }

  static boolean isInstalled() {
    return installed("chromedriver").isPresent() && installed("chromium").isPresent();
  }

  /** Where a program is; empty where it is not installed. */
  private static Optional<String> installed(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  static Browser start() throws IOException, InterruptedException {
    String chromedriver = installed("chromedriver").orElseThrow();
    Process driver = new ProcessBuilder(chromedriver, "--port=0").redirectErrorStream(true).start();
    try {
      return new Browser(driver, installed("chromium").orElseThrow());
    } catch (IOException | InterruptedException | RuntimeException e) {
      driver.destroy();
      throw e;
    }
  }

  private static String port(Process driver) throws IOException {
    BufferedReader output = driver.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        return port.group(1);
      }
    }
    throw new IOException("chromedriver ended before it listened");
  }

  /** No sandbox, because CI servers run as root; nothing that talks to anybody by itself. */
  private static Map<String, Object> capabilities(String chromium) {
    List<String> arguments =
        List.of(
            "--headless=new",
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--no-first-run",
            "--window-size=1200,900");
    return Map.of(
        "capabilities",
        Map.of(
            "alwaysMatch",
            Map.of(
                "goog:chromeOptions",
                Map.of("binary", chromium, "args", arguments),
                "goog:loggingPrefs",
                Map.of("browser", "ALL", "performance", "ALL"))));
  }

  void open(URI address) throws IOException, InterruptedException {
    post(session.resolve("url"), Map.of("url", address.toString()));
  }

  /** What a script's {@code return} gives. */
  JsonNode run(String script) throws IOException, InterruptedException {
    return post(session.resolve("execute/sync"), Map.of("script", script, "args", List.of()));
  }

  /** What has been logged since the last time this was asked. */
  List<JsonNode> log(String type) throws IOException, InterruptedException {
    return post(session.resolve("se/log"), Map.of("type", type)).valueStream().toList();
  }

  /** Addresses requested since the last time this was asked, as the network saw them. */
  List<String> requests() throws IOException, InterruptedException {
    return log("performance").stream()
        .map(entry -> JSON.readTree(entry.get("message").asString()).get("message"))
        .filter(event -> event.get("method").asString().equals("Network.requestWillBeSent"))
        .map(event -> event.at("/params/request/url").asString())
        .toList();
  }

  void prefer(String colourScheme) throws IOException, InterruptedException {
    Map<String, String> feature = Map.of("name", "prefers-color-scheme", "value", colourScheme);
    command("Emulation.setEmulatedMedia", Map.of("features", List.of(feature)));
  }

  /** As it would be on a screen so wide. */
  void width(int pixels) throws IOException, InterruptedException {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", pixels, "height", 900, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Chromium's own protocol, for what WebDriver has no word for. */
  private void command(String command, Map<String, Object> parameters)
      throws IOException, InterruptedException {
    post(session.resolve("goog/cdp/execute"), Map.of("cmd", command, "params", parameters));
  }

  /** The page as PDF, in base 64. */
  String print() throws IOException, InterruptedException {
    return post(session.resolve("print"), Map.of()).asString();
  }

  private JsonNode post(URI to, Map<String, Object> body) throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(to)
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
  }

  private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
    var answer =
        http.send(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("chromedriver answered " + answer.statusCode() + ": " + answer.body());
    }
    return JSON.readTree(answer.body()).get("value");
  }

  /** Ends the session, and with it Chromium. */
  public void close() throws IOException, InterruptedException {
    try {
      send(HttpRequest.newBuilder(URI.create(session.toString().replaceAll("/$", ""))).DELETE());
    } finally {
      driver.destroy();
      driver.waitFor();
    }
  }
}
