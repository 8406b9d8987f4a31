package io.dialflux.history;

import io.dialflux.call.CallBytes;
import java.util.Arrays;
import java.util.List;

/** The lines of a page's calls. Used again for other pages; not thread-safe. */
final class PageLines {
  private final ByteText text = new ByteText();
  private final CallWriter writer;
  private int[] ends = new int[1_000];
  private int count;

  PageLines(Format format) {
    this.writer = format.writer(text);
  }

  void header() {
    clear();
    writer.header();
  }

  void clear() {
    text.clear();
    count = 0;
  }

  void add(CallBytes call) {
    writer.write(call);
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ends[count++] = text.length();
  }

  /** Takes out the lines of all calls but these, which are in order. */
  void keep(List<ListedCall> calls) {
    if (calls.size() == count) {
      return;
    }
    int length = 0;
    for (int i = 0; i < calls.size(); i++) {
      int line = calls.get(i).place();
      length = text.move(line == 0 ? 0 : ends[line - 1], ends[line], length);
      ends[i] = length;
    }
    text.cutOff(length);
    count = calls.size();
  }

  byte[] bytes() {
    return text.bytes();
  }

  int length() {
    return text.length();
  }

  /** Adds each line to a tally. */
  void addTo(WindowTally tally) {
    int from = 0;
    for (int i = 0; i < count; i++) {
      tally.add(text.bytes(), from, ends[i] - from);
      from = ends[i];
    }
  }
}
