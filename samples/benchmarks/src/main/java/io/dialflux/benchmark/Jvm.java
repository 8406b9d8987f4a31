package io.dialflux.benchmark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How a virtual machine of this one's kind and class path is started. */
final class Jvm {
  private Jvm() {}

  static List<String> command(
      int heapMb, int directMb, List<String> options, String main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heapMb + "m");
    command.add("-XX:MaxDirectMemorySize=" + directMb + "m");
    command.add("-XX:+ExitOnOutOfMemoryError");
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main);
    command.addAll(arguments);
    return command;
  }
}
