package io.dialflux.history;

import io.dialflux.call.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a page's calls, made on the thread that has read the calls: its processor has them
 * at hand, where the thread that writes the file would wait for the memory of each. Used again for
 * other pages; not thread-safe.
 */
final class PageLines {
  private final ByteText text = new ByteText();
  private final CallWriter writer;
  private int[] ends = {};
  private List<Key> keys = List.of();
  private int count;

  PageLines(Format format) {
    this.writer = format.writer(text);
  }

  void header() {
    of(List.of());
    writer.header();
  }

  void of(List<Call> calls) {
    text.clear();
    count = calls.size();
    ends = ends.length < count ? new int[count] : ends;
    keys = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Call call = calls.get(i);
      writer.write(call);
      ends[i] = text.length();
      keys.add(new Key(call.sid(), call.dateCreated()));
    }
  }

  /** Takes out the lines of calls that are not wanted; how many are left. Once for a page. */
  int keep(BiPredicate<String, @Nullable Instant> wanted) {
    int from = 0;
    int to = 0;
    int kept = 0;
    for (int i = 0; i < count; i++) {
      Key key = keys.get(i);
      int end = ends[i];
      if (wanted.test(key.sid, key.created)) {
        to = text.move(from, end, to);
        ends[kept] = to;
        kept++;
      }
      from = end;
    }
    text.cutOff(to);
    count = kept;
    keys = List.of();
    return kept;
  }

  /** By what a call is known again. */
  private record Key(String sid, @Nullable Instant created) {}

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
