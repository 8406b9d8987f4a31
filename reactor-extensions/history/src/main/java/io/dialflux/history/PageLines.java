package io.dialflux.history;

import io.dialflux.call.Call;
import java.util.List;

/**
 * The lines of a page's calls, made on the thread that has read the calls: its processor has them
 * at hand, where the thread that writes the file would wait for the memory of each. Used again for
 * other pages; not thread-safe.
 */
final class PageLines {
  private final ByteText text = new ByteText();
  private final CallWriter writer;
  private int[] ends = {};
  private int count;

  PageLines(Format format) {
    this.writer = format.writer(text);
  }

  void header() {
    text.clear();
    count = 0;
    writer.header();
  }

  void of(List<Call> calls) {
    text.clear();
    count = calls.size();
    ends = ends.length < count ? new int[count] : ends;
    for (int i = 0; i < count; i++) {
      writer.write(calls.get(i));
      ends[i] = text.length();
    }
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
