package io.dialflux.history;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is safely in the part of an export, as text: a line for each value, and {@code end} so that
 * half a text is not taken for a whole one.
 *
 * @param format of the file, with its compression
 * @param offset the bytes that are in it
 * @param token the calls that are in it
 * @param windows the tallies of those calls
 */
record Checkpoint(
    String format, long offset, HistoryToken token, Map<String, WindowTally> windows) {
  private static final String NAME = "dialflux history checkpoint ";

  /** Counts changes of this text and of the fields that a line of the part has. */
  private static final String FIRST = NAME + 2;

  private static final String BEFORE_STIR_VERSTAT = NAME + 1;
  private static final String LAST = "end";

  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(FIRST);
    lines.add(format);
    lines.add(Long.toString(offset));
    lines.add(token.value());
    windows.forEach((window, tally) -> lines.add(window + " " + tally));
    lines.add(LAST);
    return String.join("\n", lines) + "\n";
  }

  static Checkpoint parse(String text) {
    Iterator<String> lines = text.lines().iterator();
    if (text.startsWith(BEFORE_STIR_VERSTAT + "\n")) {
      throw new IllegalArgumentException(
          "the export that was begun has no stir_verstat, as of an earlier version: end it with"
              + " that version, or delete its .part and .checkpoint to begin again");
    }
    try {
      if (!lines.next().equals(FIRST)) {
        throw unreadable();
      }
      String format = lines.next();
      long offset = Long.parseLong(lines.next());
      HistoryToken token = HistoryToken.parse(lines.next());
      Map<String, WindowTally> windows = new TreeMap<>();
      String line = lines.next();
      while (!line.equals(LAST)) {
        String[] fields = line.split(" ");
        windows.put(fields[0], WindowTally.parse(fields[1], fields[2]));
        line = lines.next();
      }
      return new Checkpoint(format, offset, token, windows);
    } catch (RuntimeException e) {
      throw unreadable(); // the cause may repeat the text, and with it phone numbers
    }
  }

  private static IllegalArgumentException unreadable() {
    return new IllegalArgumentException("the checkpoint beside the file is none of this version");
  }

  @Override
  public String toString() {
    return "Checkpoint[" + offset + " bytes]";
  }
}
