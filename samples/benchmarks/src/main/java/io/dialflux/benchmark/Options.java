package io.dialflux.benchmark;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What the command line asks for: {@code [full|quick] [--jfr] [--out=directory] [create] [list]
 * [memory] [campaign] [pace] [operators]}; all subjects where none is named.
 */
record Options(Size size, String sizeName, boolean jfr, Path out, Set<String> subjects) {
  private static final List<String> SUBJECTS =
      List.of("create", "list", "memory", "campaign", "pace", "operators");

  /** Where each run leaves its log and its recording. */
  Path runs() {
    return out.resolve("runs");
  }

  static Options of(String... arguments) {
    String size = "full";
    boolean jfr = false;
    Path out = Path.of("target/report");
    Set<String> subjects = new LinkedHashSet<>();
    for (String argument : arguments) {
      if (SUBJECTS.contains(argument)) {
        subjects.add(argument);
      } else if (argument.equals("--jfr")) {
        jfr = true;
      } else if (argument.startsWith("--out=")) {
        out = Path.of(argument.substring("--out=".length()));
      } else if (!argument.isEmpty()) {
        size = argument;
      }
    }
    Set<String> chosen = subjects.isEmpty() ? new LinkedHashSet<>(SUBJECTS) : subjects;
    return new Options(Size.of(size), size, jfr, out, chosen);
  }
}
