package io.dialflux.cli;

import io.dialflux.history.CallExport;
import java.nio.file.Path;

/** How calls are written, by the name that is typed. */
enum HistoryFormat {
  CSV {
    @Override
    CallExport to(Path file) {
      return CallExport.csv(file);
    }
  },
  JSONL {
    @Override
    CallExport to(Path file) {
      return CallExport.jsonLines(file);
    }
  };

  abstract CallExport to(Path file);
}
