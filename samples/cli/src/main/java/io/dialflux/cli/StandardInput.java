package io.dialflux.cli;

import java.io.IOException;
import java.io.OutputStream;

/** What a child process hears of its parent by: it ends when the parent does, however that ends. */
final class StandardInput {
  private static final int ORPHANED = 1;

  private StandardInput() {}

  /** At once, as by SIGKILL, because nobody is there to hear of more. */
  static void endWithIt() {
    Thread thread =
        new Thread(
            () -> {
              try {
                System.in.transferTo(OutputStream.nullOutputStream());
              } catch (IOException gone) {
                // the same as its end
              }
              Runtime.getRuntime().halt(ORPHANED);
            },
            "dialflux-standard-input");
    thread.setDaemon(true);
    thread.start();
  }
}
