package io.dialflux.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** The command in a process of its own, to which a real signal can be sent. */
final class DialfluxProcess {
  private final Process process;
  private final Path output;

  private DialfluxProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  static DialfluxProcess start(Path folder, List<String> arguments) throws IOException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    return start(
        folder,
        arguments,
        output,
        builder -> builder.redirectErrorStream(true).redirectOutput(output.toFile()));
  }

  /** With a heap of this size, as Java's option has it; without room it ends. */
  static DialfluxProcess startWithin(String heap, Path folder, List<String> arguments)
      throws IOException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    return start(
        folder,
        arguments,
        output,
        builder -> {
          builder.command().addAll(1, List.of("-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError"));
          return builder.redirectErrorStream(true).redirectOutput(output.toFile());
        });
  }

  /** With a standard output of its own; {@link #output} is of the other stream then. */
  static DialfluxProcess startInto(Redirect output, Path folder, List<String> arguments)
      throws IOException {
    Path errors = Files.createTempFile(folder, "errors", ".txt");
    return start(
        folder,
        arguments,
        errors,
        builder -> builder.redirectOutput(output).redirectError(errors.toFile()));
  }

  private static DialfluxProcess start(
      Path folder, List<String> arguments, Path output, UnaryOperator<ProcessBuilder> redirected)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Dialflux.class.getName()));
    command.addAll(arguments);
    ProcessBuilder builder =
        redirected.apply(new ProcessBuilder(command).directory(folder.toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("TWILIO_"));
    return new DialfluxProcess(builder.start(), output);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it writes to a pipe. */
  BufferedReader reader() {
    return process.inputReader(StandardCharsets.UTF_8);
  }

  /** Both streams, in one. */
  String output() throws IOException {
    return Files.readString(output);
  }

  int exitCode() throws InterruptedException {
    return process.waitFor();
  }

  void endInput() throws IOException {
    process.getOutputStream().close();
  }

  boolean endsWithin(Duration time) throws InterruptedException {
    return process.waitFor(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** So that a test that is skipped leaves none behind. */
  void end() {
    process.destroyForcibly();
  }

  void send(String signal) throws Exception {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }

  /** Whoever runs tests in the background of a script may have had them ignore Ctrl-C. */
  boolean heeds(String signal) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (signal.equals("TERM") || !Files.exists(status)) {
      return true;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("SigIgn:"))
        .mapToLong(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
        .noneMatch(ignored -> (ignored & 1 << 1) != 0);
  }
}
