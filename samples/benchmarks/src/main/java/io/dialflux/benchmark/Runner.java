package io.dialflux.benchmark;

import io.dialflux.benchmark.run.Contender;
import io.dialflux.benchmark.run.Figures;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Runs cases, one process after the other, and keeps what they measured. */
final class Runner {
  private static final int LONGEST_SECONDS = 180;

  private final ServerProcess server;
  private final Path out;
  private final boolean jfr;
  private final Results results;

  Runner(ServerProcess server, Options options, Results results) throws IOException {
    this.server = server;
    this.out = Files.createDirectories(options.runs());
    this.jfr = options.jfr();
    this.results = results;
  }

  /** All cases in every round, forth and back in turns, so that a drift meets all alike. */
  void interleave(int rounds, List<Case> cases) throws InterruptedException {
    List<Case> order = new ArrayList<>(cases);
    for (int round = 0; round < rounds; round++) {
      results.nextRound();
      for (Case one : order) {
        System.out.printf("round %d of %d: %s%n", round + 1, rounds, one.name());
        once(one, round + 1).ifPresent(figures -> results.add(one, figures));
      }
      Collections.reverse(order);
    }
  }

  private Optional<Figures> once(Case one, int round) throws InterruptedException {
    Optional<Figures> figures = attempt(one, LONGEST_SECONDS);
    if (figures.isEmpty()) {
      String kept = "failed-round-" + round + "-" + one.name() + ".log";
      results.failed("a run; see " + kept);
      try {
        // the next round writes to the same file
        Files.move(log(one), out.resolve(kept), StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return figures;
  }

  /** One run; empty if it failed, as one with too little memory does. */
  Optional<Figures> attempt(Case one, int mostSeconds) throws InterruptedException {
    Map<String, Long> before = server.figures();
    List<String> arguments = one.arguments(server.port(one.behaviour()));
    List<String> command =
        Jvm.command(one.heapMb(), one.directMb(), jfr(one), Contender.class.getName(), arguments);
    Figures figures = new Figures();
    try {
      Process process = new ProcessBuilder(command).redirectError(log(one).toFile()).start();
      Thread reader = new Thread(() -> read(process, figures));
      reader.start();
      boolean ended = process.waitFor(mostSeconds, TimeUnit.SECONDS);
      if (!ended) {
        process.destroyForcibly();
      }
      reader.join();
      if (!ended || process.exitValue() != 0) {
        return Optional.empty();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, Long> after = server.figures();
    double requests = after.get("requests") - before.get("requests");
    if (figures.has("requests") && figures.get("requests") != requests) {
      note(one, requests + " requests came where " + figures.get("requests") + " were made");
      return Optional.empty();
    }
    if (requests == 0) { // those to the simulator are not counted
      return Optional.of(figures);
    }
    figures.set("server_requests", requests);
    figures.set("server_connections", after.get("connections") - before.get("connections"));
    figures.set(
        "server_cpu_micros_per_request",
        (after.get("cpu_nanos") - before.get("cpu_nanos")) / 1e3 / requests);
    return Optional.of(figures);
  }

  private void note(Case one, String text) {
    try {
      Files.writeString(log(one), text + "\n", StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void read(Process process, Figures figures) {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        figures.read(line);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> jfr(Case one) {
    boolean wanted = jfr && !one.contender().equals("twilio") && one.heapMb() >= 128;
    return wanted
        ? List.of(
            "-Xlog:jfr*=off",
            "-XX:FlightRecorderOptions=stackdepth=512",
            // nothing but what is looked at: the ready-made settings double a listing's CPU time
            "-XX:StartFlightRecording=settings=none,+jdk.ExecutionSample#enabled=true,"
                + "+jdk.ExecutionSample#period=10ms,+jdk.ObjectAllocationSample#enabled=true,"
                + "+jdk.ObjectAllocationSample#throttle=150/s,filename="
                + out.resolve(one.name() + ".jfr"))
        : List.of();
  }

  private Path log(Case one) {
    return out.resolve(one.name() + ".log");
  }
}
