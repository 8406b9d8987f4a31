package io.dialflux.cli;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The demo's dialler: {@code dialflux dial} in a process of its own, so that it can be killed. What
 * it prints goes to a file.
 */
final class Dialler {
  private final Path folder;
  private final List<String> command;
  private Process process;

  private Dialler(Path folder, List<String> command) throws IOException {
    this.folder = folder;
    this.command = command;
    this.process = launch();
  }

  /**
   * @param leads in whose folder it may write
   */
  static Dialler start(Path leads, Path ledger, URI twilio, double callsPerSecond)
      throws IOException {
    List<String> command = java();
    command.addAll(
        List.of(
            "dial",
            "--end-with-input", // no dialler outlives the demo
            "--leads",
            leads.toString(),
            "--ledger",
            ledger.toString(),
            "--base-url",
            twilio.toString(),
            "--from",
            "+12125550100",
            "--twiml",
            "<Response><Say>Hello {name}</Say></Response>",
            "--cps",
            String.format(Locale.ROOT, "%.3f", callsPerSecond)));
    // the simulator is near, fails at once and has no list that lags; its clock is fast
    command.addAll(
        List.of(
            "--on-unresolved",
            "hold:PT3S",
            "--settle-after",
            "PT1S",
            "--send-by",
            "PT2S",
            "--clock-skew",
            "PT6H",
            "--sweep-every",
            "PT0.5S",
            "--sweep-for",
            "PT30S"));
    return new Dialler(leads.toAbsolutePath().getParent(), command);
  }

  /** This very program, with a start-up as short as can be. */
  private static List<String> java() {
    String home = System.getProperty("java.home");
    String classes = System.getProperty("java.class.path");
    List<String> java =
        new ArrayList<>(
            List.of(
                Path.of(home, "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
    // of a jar the manifest counts only if it is started as one
    java.addAll(
        classes.endsWith(".jar") && !classes.contains(File.pathSeparator)
            ? List.of("-jar", classes)
            : List.of("-cp", classes, Dialflux.class.getName()));
    return java;
  }

  private Process launch() throws IOException {
    File output = folder.resolve("dialler.txt").toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(output));
    // no account of the user's takes part
    builder.environment().keySet().removeIf(name -> name.startsWith("TWILIO_"));
    return builder.start();
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** With SIGKILL: it has no time for anything. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** The same command again. */
  void startAgain() throws IOException {
    process = launch();
  }

  /** How it ended, and what it said if that was no good end. */
  List<String> complaints() throws InterruptedException, IOException {
    int exitCode = process.waitFor();
    if (exitCode == Dial.DONE || exitCode == Dial.UNDONE) {
      return List.of();
    }
    List<String> complaints = new ArrayList<>();
    complaints.add("the dialler ended with " + exitCode);
    complaints.addAll(Files.readAllLines(folder.resolve("dialler.txt")));
    return complaints;
  }
}
