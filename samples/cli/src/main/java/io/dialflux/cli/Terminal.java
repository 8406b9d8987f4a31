package io.dialflux.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the command writes to, and whether a person watches. Used by the main thread alone. */
final class Terminal {
  private static final String UP = "\033[%dA";
  private static final String CLEAR_LINE = "\r\033[2K";

  private final PrintWriter out;
  private final boolean live;
  private final boolean colour;

  private Terminal(PrintWriter out, boolean live, boolean colour) {
    this.out = out;
    this.live = live;
    this.colour = colour;
  }

  /** Standard output, in UTF-8: in a container without a locale Java would fall back to ASCII. */
  static Terminal system() {
    FileOutputStream stdout = new FileOutputStream(FileDescriptor.out);
    PrintWriter out = new PrintWriter(stdout, true, StandardCharsets.UTF_8);
    return of(out, isTerminal(System.console()), System.getenv());
  }

  /**
   * @param environment {@code NO_COLOR} (https://no-color.org) and {@code TERM} are honoured
   */
  static Terminal of(PrintWriter out, boolean terminal, Map<String, String> environment) {
    boolean live = terminal && !"dumb".equals(environment.get("TERM"));
    return new Terminal(out, live, live && environment.getOrDefault("NO_COLOR", "").isEmpty());
  }

  PrintWriter writer() {
    return out;
  }

  /** Whether what was written can be written over. */
  boolean live() {
    return live;
  }

  void line(String text) {
    out.println(text);
  }

  void line() {
    out.println();
  }

  /** Writes lines over the last ones written, as many as {@code before} says. */
  void over(int before, List<String> lines) {
    StringBuilder text = new StringBuilder();
    if (before > 0) {
      text.append(UP.formatted(before));
    }
    lines.forEach(line -> text.append(CLEAR_LINE).append(line).append('\n'));
    out.print(text);
    out.flush();
  }

  String paint(Colour in, String text) {
    return colour ? in.paint(text) : text;
  }

  /** From Java 22 on there is a console even where there is no terminal, and it can be asked. */
  private static boolean isTerminal(@Nullable Console console) {
    if (console == null) {
      return false;
    }
    try {
      return (boolean) Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException olderJava) {
      return true;
    }
  }
}
