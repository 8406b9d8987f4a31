package io.dialflux.history;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an export has, as JSON: its windows, newest last, with their calls and checksums. */
final class Manifest {
  private Manifest() {}

  static Path of(Path file) {
    return Disk.beside(file, ".manifest.json");
  }

  static String text(
      CallExport export,
      long bytes,
      @Nullable HistoryToken token,
      Map<String, WindowTally> windows) {
    ByteText json = new ByteText();
    json.raw(ByteText.ascii("{\n  \"file\": ")).quoted(export.file().getFileName().toString());
    field(json, "format").quoted(export.formatName());
    if (token != null) {
      field(json, "from").quoted(token.from().toString());
      field(json, "to").quoted(token.to().toString());
    }
    number(json, "bytes", bytes);
    number(json, "calls", windows.values().stream().mapToLong(WindowTally::calls).sum());
    field(json, "windows").raw(ByteText.ascii("["));
    String separator = "\n";
    for (Map.Entry<String, WindowTally> window : windows.entrySet()) {
      json.raw(ByteText.ascii(separator + "    {\"window\": ")).quoted(window.getKey());
      json.raw(ByteText.ascii(", \"calls\": " + window.getValue().calls()));
      json.raw(ByteText.ascii(", \"sha256_sum\": \"" + window.getValue().sum() + "\"}"));
      separator = ",\n";
    }
    return json.raw(ByteText.ascii("\n  ]\n}\n")).text(0);
  }

  private static ByteText field(ByteText json, String name) {
    return json.raw(ByteText.ascii(",\n  \"" + name + "\": "));
  }

  private static void number(ByteText json, String name, long number) {
    field(json, name).raw(ByteText.ascii(Long.toString(number)));
  }
}
