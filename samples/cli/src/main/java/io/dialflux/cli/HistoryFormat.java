package io.dialflux.cli;

import io.dialflux.history.CallExport;
import io.dialflux.history.CallLines;
import java.nio.file.Path;
import java.util.Locale;

/** How calls are written, by the name that is typed. */
enum HistoryFormat {
  CSV {
    @Override
    CallExport to(Path file) {
      return CallExport.csv(file);
    }

    @Override
    CallLines lines() {
      return CallLines.csv();
    }
  },
  JSONL {
    @Override
    CallExport to(Path file) {
      return CallExport.jsonLines(file);
    }

    @Override
    CallLines lines() {
      return CallLines.jsonLines();
    }
  };

  abstract CallExport to(Path file);

  abstract CallLines lines();

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
