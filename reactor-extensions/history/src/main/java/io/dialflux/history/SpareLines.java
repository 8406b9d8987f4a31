package io.dialflux.history;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What the lines of pages are written to, used again for page after page. Thread-safe. */
final class SpareLines {
  private final Format format;
  private final Queue<PageLines> spare = new ConcurrentLinkedQueue<>();

  SpareLines(Format format) {
    this.format = format;
  }

  PageLines take() {
    PageLines used = spare.poll();
    if (used == null) {
      return new PageLines(format);
    }
    used.clear();
    return used;
  }

  void giveBack(PageLines lines) {
    spare.add(lines);
  }
}
