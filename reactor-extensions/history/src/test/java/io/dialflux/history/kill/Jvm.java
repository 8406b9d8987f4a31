package io.dialflux.history.kill;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of this class path that can be killed. */
final class Jvm implements AutoCloseable {
  private final Process process;
  private final BufferedReader out;
  private final Path errors;

  private Jvm(Process process, Path errors) {
    this.process = process;
    this.out = process.inputReader();
    this.errors = errors;
  }

  static Jvm start(Path folder, Class<?> main, Object... arguments) throws IOException {
    return start(folder, 128, main, arguments);
  }

  static Jvm start(Path folder, int heapMb, Class<?> main, Object... arguments) throws IOException {
    Path errors = folder.resolve(main.getSimpleName() + ".err");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // what starts often starts fast; and a killed process leaves its native library behind
    command.addAll(List.of("-Xmx" + heapMb + "m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    command.add("-Djava.io.tmpdir=" + folder);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return new Jvm(
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
            .start(),
        errors);
  }

  /** The next line it prints; null where it has ended. Waits. */
  String line() throws IOException {
    return out.readLine();
  }

  /** SIGKILL after a time; false where it had ended well by itself before. */
  boolean killedAfter(long millis) throws Exception {
    if (process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      endedWell();
      return false;
    }
    process.destroyForcibly();
    return process.waitFor() != 0;
  }

  /** Waits for its own end, which must be a good one. */
  void endedWell() throws Exception {
    int code = process.waitFor();
    if (code != 0) {
      throw new IllegalStateException("it ended with " + code + ": " + Files.readString(errors));
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
