package io.dialflux.cli;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** A command as it can be typed again. */
final class ShellCommand {
  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./-]+");

  private ShellCommand() {}

  /** What was typed to run this command. */
  static String again(CommandSpec spec) {
    CommandSpec root = spec.root();
    ParseResult typed = root.commandLine().getParseResult();
    return root.name() + " " + quoted(typed.originalArgs());
  }

  static String quoted(List<String> words) {
    return words.stream().map(ShellCommand::quoted).collect(Collectors.joining(" "));
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
