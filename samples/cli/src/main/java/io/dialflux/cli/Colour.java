package io.dialflux.cli;

/** What a terminal can show beside plain text. */
enum Colour {
  BOLD(1),
  DIM(2),
  RED(31),
  GREEN(32),
  YELLOW(33),
  MAGENTA(35),
  CYAN(36);

  private final int code;

  Colour(int code) {
    this.code = code;
  }

  String paint(String text) {
    return "\033[" + code + "m" + text + "\033[0m";
  }
}
