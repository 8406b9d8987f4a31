package io.dialflux.cli;

import io.dialflux.history.CallExport;
import io.dialflux.history.CallLines;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How calls are written, by the name that is typed. */
enum HistoryFormat {
  CSV(".csv") {
    @Override
    CallExport to(Path file) {
      return CallExport.csv(file);
    }

    @Override
    CallLines lines() {
      return CallLines.csv();
    }
  },
  JSONL(".jsonl", ".ndjson") {
    @Override
    CallExport to(Path file) {
      return CallExport.jsonLines(file);
    }

    @Override
    CallLines lines() {
      return CallLines.jsonLines();
    }
  };

  private static final String GZIP = ".gz";

  private final List<String> endings;

  HistoryFormat(String... endings) {
    this.endings = List.of(endings);
  }

  /** The one that a file is named as, compressed or not; null where the name does not say. */
  static @Nullable HistoryFormat of(Path file) {
    String name = name(file);
    String plain = isGzip(file) ? name.substring(0, name.length() - GZIP.length()) : name;
    for (HistoryFormat format : values()) {
      if (format.endings.stream().anyMatch(plain::endsWith)) {
        return format;
      }
    }
    return null;
  }

  /** Whether a file is named as compressed. */
  static boolean isGzip(Path file) {
    return name(file).endsWith(GZIP);
  }

  private static String name(Path file) {
    return file.toString().toLowerCase(Locale.ROOT);
  }

  abstract CallExport to(Path file);

  abstract CallLines lines();

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
