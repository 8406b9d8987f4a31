package io.dialflux.cli;

import java.io.StringWriter;
import java.util.List;
import java.util.Map;

/** A terminal, or none, that remembers what was written to it. */
final class Screen {
  private final StringWriter text = new StringWriter();
  private final Terminal terminal;

  private Screen(boolean live, Map<String, String> environment) {
    this.terminal = Terminal.of(text, live, environment);
  }

  static Screen live() {
    return new Screen(true, Map.of("TERM", "xterm"));
  }

  static Screen live(Map<String, String> environment) {
    return new Screen(true, environment);
  }

  static Screen log() {
    return new Screen(false, Map.of());
  }

  Terminal terminal() {
    return terminal;
  }

  String text() {
    return text.toString();
  }

  List<String> lines() {
    return text().lines().toList();
  }
}
