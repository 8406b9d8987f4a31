package io.dialflux.campaign.kill;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of this class path, in a folder of its own for what it writes. */
final class Jvm implements AutoCloseable {
  /** What the operating system says of a process that SIGKILL ended: 128 and the signal. */
  private static final int KILLED = 137;

  private final Process process;
  private final BufferedReader out;
  private final Path errors;

  private Jvm(Process process, Path errors) {
    this.process = process;
    this.out = process.inputReader();
    this.errors = errors;
  }

  static Jvm start(Path folder, Class<?> main, Object... arguments) {
    Path errors = folder.resolve(main.getSimpleName() + ".err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // what starts often starts fast; and a killed process leaves its native library behind
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Djava.io.tmpdir=" + folder);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    try {
      return new Jvm(
          new ProcessBuilder(command)
              .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
              .start(),
          errors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The next line it prints; waits for it. */
  String line() {
    try {
      String line = out.readLine();
      if (line == null) {
        throw new IllegalStateException(
            "it ended with " + process.waitFor() + ": " + Files.readString(errors));
      }
      return line;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** SIGKILL after a time; false where it had ended by itself before. */
  boolean killedAfter(long millis) throws InterruptedException {
    if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      endedWell();
      return false;
    }
    process.destroyForcibly();
    return process.waitFor() == KILLED;
  }

  /** Waits for its own end, which must be a good one. */
  void endedWell() throws InterruptedException {
    int code = process.waitFor();
    if (code != 0) {
      throw new IllegalStateException("it ended with " + code + ", see " + errors);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
