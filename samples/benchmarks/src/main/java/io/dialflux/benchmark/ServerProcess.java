package io.dialflux.benchmark;

import io.dialflux.benchmark.server.Behaviour;
import io.dialflux.benchmark.server.MockTwilio;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The mock server in its process; it ends with this one, because its standard input does. */
final class ServerProcess implements AutoCloseable {
  private static final int HEAP_MB = 256;

  private final Process process;
  private final Map<Behaviour, Integer> ports = new EnumMap<>(Behaviour.class);
  private final HttpClient http = HttpClient.newHttpClient();

  ServerProcess() throws IOException {
    List<String> command =
        Jvm.command(HEAP_MB, HEAP_MB, List.of(), MockTwilio.class.getName(), List.of());
    process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out = process.inputReader();
    for (String line = out.readLine(); !"ready".equals(line); line = out.readLine()) {
      if (line == null) {
        throw new IllegalStateException("the mock server did not start");
      }
      String[] parts = line.split(" ");
      ports.put(Behaviour.valueOf(parts[0]), Integer.valueOf(parts[1]));
    }
  }

  int port(Behaviour behaviour) {
    return ports.get(behaviour);
  }

  /** What the server has counted so far, by name: requests, connections, cpu_nanos. */
  Map<String, Long> figures() throws InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port(Behaviour.AT_ONCE) + "/figures");
    try {
      String text = http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
      Map<String, Long> figures = new HashMap<>();
      text.lines()
          .map(line -> line.split(" "))
          .forEach(parts -> figures.put(parts[0], Long.valueOf(parts[1])));
      return figures;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
