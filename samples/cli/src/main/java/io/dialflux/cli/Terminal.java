package io.dialflux.cli;

import java.io.BufferedWriter;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the command writes to, and whether a person watches. Used by the main thread alone. */
final class Terminal {
  private static final String UP = "\033[%dA";
  private static final String CLEAR_LINE = "\r\033[2K";

  /** What is too long is cut off by a narrow terminal: a line that wraps is not written over. */
  private static final String WITHOUT_WRAPPING = "\033[?7l%s\033[?7h";

  private final FailureKeeper output;
  private final PrintWriter out;
  private final boolean live;
  private final boolean colour;

  private Terminal(Writer out, boolean live, boolean colour) {
    this.output = new FailureKeeper(out);
    this.out = new PrintWriter(output, true);
    this.live = live;
    this.colour = colour;
  }

  /** Standard output, in UTF-8: in a container without a locale Java would fall back to ASCII. */
  static Terminal system() {
    FileOutputStream stdout = new FileOutputStream(FileDescriptor.out);
    Writer out = new BufferedWriter(new OutputStreamWriter(stdout, StandardCharsets.UTF_8));
    return of(out, isTerminal(System.console()), System.getenv());
  }

  /**
   * @param environment {@code NO_COLOR} (https://no-color.org) and {@code TERM} are honoured
   */
  static Terminal of(Writer out, boolean terminal, Map<String, String> environment) {
    boolean live = terminal && !"dumb".equals(environment.get("TERM"));
    return new Terminal(out, live, live && environment.getOrDefault("NO_COLOR", "").isEmpty());
  }

  PrintWriter writer() {
    return out;
  }

  /**
   * Looks whether what was written has come out. Who closes a pipe wants no more of it, so that is
   * no failure.
   */
  void checkWritten() throws IOException {
    out.flush();
    IOException failure = output.failure();
    if (failure != null && !isBrokenPipe(failure)) {
      throw new IOException("standard output: " + Reasons.of(failure), failure);
    }
  }

  /** There is no type for it; where the system speaks another language, it says it in brackets. */
  private static boolean isBrokenPipe(IOException e) {
    return String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT).contains("broken pipe");
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
    lines.forEach(
        line -> text.append(CLEAR_LINE).append(WITHOUT_WRAPPING.formatted(line)).append('\n'));
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
