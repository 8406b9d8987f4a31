package io.dialflux.history;

import java.nio.file.Path;
import java.util.Map;

/** What an export has, as JSON: its windows, newest last, with their calls and checksums. */
final class Manifest {
  private Manifest() {}

  static Path of(Path file) {
    return Disk.beside(file, ".manifest.json");
  }

  static String text(
      CallExport export, long bytes, HistoryToken token, Map<String, WindowTally> windows) {
    ByteText json = new ByteText();
    json.raw(ByteText.ascii("{\n  \"file\": ")).quoted(export.file().getFileName().toString());
    field(json, "format").quoted(export.formatName());
    field(json, "from").quoted(token.from().toString());
    field(json, "to").quoted(token.to().toString());
    field(json, "token").quoted(token.value());
    number(json, "bytes", bytes);
    WindowTally total = WindowTally.total(windows.values());
    number(json, "calls", total.calls());
    field(json, "sha256_sum").quoted(total.sum());
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

  /** The format that a manifest's text tells. */
  static String format(String text) {
    return quoted(text, "format");
  }

  /** The token that a manifest's text tells, behind the export's last call. */
  static HistoryToken token(String text) {
    return HistoryToken.parse(quoted(text, "token"));
  }

  /** How long a manifest's text says that the file is. */
  static long bytes(String text) {
    String bytes = value(text, "  \"bytes\": ", ",");
    try {
      return Long.parseLong(bytes);
    } catch (NumberFormatException e) {
      throw unreadable();
    }
  }

  /** Letters that need no escape. */
  private static String quoted(String text, String name) {
    return value(text, "  \"" + name + "\": \"", "\",");
  }

  /** A value on a line of its own. */
  private static String value(String text, String before, String behind) {
    return text.lines()
        .filter(line -> line.startsWith(before) && line.endsWith(behind))
        .findFirst()
        .map(line -> line.substring(before.length(), line.length() - behind.length()))
        .orElseThrow(Manifest::unreadable);
  }

  private static IllegalArgumentException unreadable() {
    return new IllegalArgumentException("the manifest beside the file is none of this version");
  }

  private static ByteText field(ByteText json, String name) {
    return json.raw(ByteText.ascii(",\n  \"" + name + "\": "));
  }

  private static void number(ByteText json, String name, long number) {
    field(json, name).raw(ByteText.ascii(Long.toString(number)));
  }
}
