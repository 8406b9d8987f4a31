package io.dialflux.cli;

/** A bar of characters. */
final class TextBar {
  private TextBar() {}

  /**
   * As long as a part is of the whole, rounded; what is not nothing has one character at least.
   *
   * @param width of the whole
   */
  static String of(char character, long part, long whole, int width) {
    return String.valueOf(character).repeat(length(part, whole, width));
  }

  static int length(long part, long whole, int width) {
    if (part <= 0 || whole <= 0) {
      return 0;
    }
    return (int) Math.max(1, Math.round((double) part * width / whole));
  }
}
