package io.dialflux.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** Reads the flight recordings beside a report: where the time goes, and who allocates. */
final class HotSpots {
  private static final int MOST = 40;

  /** The project, and the pool that only the project uses. */
  private static final List<String> OWN = List.of("io.dialflux.", "reactor.pool.");

  private static final String HARNESS = "io.dialflux.benchmark.run";

  private final Map<String, Long> self = new HashMap<>();
  private final Map<String, Long> below = new HashMap<>();
  private final Map<String, Long> nearest = new HashMap<>();
  private final Map<String, Long> allocatedBy = new HashMap<>();
  private final Map<String, Long> allocated = new HashMap<>();

  private HotSpots() {}

  /** For recordings made elsewhere, in the directory given. */
  public static void main(String[] arguments) throws IOException {
    write(Path.of(arguments[0]));
  }

  /** Writes a text beside each recording. */
  static void write(Path directory) throws IOException {
    try (var files = Files.list(directory)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jfr")).toList()) {
        HotSpots spots = new HotSpots();
        try (RecordingFile recording = new RecordingFile(file)) {
          while (recording.hasMoreEvents()) {
            spots.add(recording.readEvent());
          }
        }
        Files.writeString(Path.of(file + ".txt"), spots.text());
      }
    }
  }

  private void add(RecordedEvent event) {
    if (event.getStackTrace() == null) {
      return;
    }
    List<RecordedFrame> frames = event.getStackTrace().getFrames();
    switch (event.getEventType().getName()) {
      case "jdk.ExecutionSample" -> {
        self.merge(name(frames.get(0)), 1L, Long::sum);
        nearest(frames).ifPresent(name -> nearest.merge(name, 1L, Long::sum));
        Set<String> seen = new HashSet<>();
        for (RecordedFrame frame : frames) {
          if (seen.add(name(frame))) {
            below.merge(name(frame), 1L, Long::sum);
          }
        }
      }
      case "jdk.ObjectAllocationSample" -> {
        long weight = event.getLong("weight");
        allocated.merge(event.getClass("objectClass").getName(), weight, Long::sum);
        nearest(frames).ifPresent(name -> allocatedBy.merge(name, weight, Long::sum));
      }
      default -> {}
    }
  }

  private static Optional<String> nearest(List<RecordedFrame> frames) {
    return frames.stream()
        .map(HotSpots::name)
        .filter(name -> OWN.stream().anyMatch(name::startsWith) && !name.startsWith(HARNESS))
        .findFirst();
  }

  private static String name(RecordedFrame frame) {
    var method = frame.getMethod();
    return method.getType().getName() + "." + method.getName();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    long samples = self.values().stream().mapToLong(Long::longValue).sum();
    long bytes = allocated.values().stream().mapToLong(Long::longValue).sum();
    section(text, "time in the method itself", self, samples);
    section(text, "time in the method and what it calls", below, samples);
    section(text, "time by the nearest method of the project", nearest, samples);
    section(text, "bytes by class", allocated, bytes);
    section(text, "bytes by the nearest method of the project", allocatedBy, bytes);
    return text.toString();
  }

  private static void section(
      StringBuilder text, String title, Map<String, Long> counts, long all) {
    text.append(title).append("\n");
    counts.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(MOST)
        .forEach(
            entry ->
                text.append(
                    String.format(
                        Locale.ROOT,
                        "%6.2f %%  %s%n",
                        100.0 * entry.getValue() / all,
                        entry.getKey())));
    text.append("\n");
  }
}
