package io.dialflux.history;

import io.dialflux.call.Call;
import io.dialflux.call.CallBytes;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one page, or the lines of those that are the window's: a line is made while its call
 * is read, and nobody need decode or keep a thousand calls for it.
 */
final class PageContents {
  private final Belonging belonging;
  private final @Nullable PageLines lines;
  private final List<ListedCall> calls = new ArrayList<>();
  private int count;

  private PageContents(Belonging belonging, @Nullable PageLines lines) {
    this.belonging = belonging;
    this.lines = lines;
  }

  static PageContents of(List<Call> page, Belonging belonging) {
    PageContents contents = new PageContents(belonging, null);
    page.forEach(
        call -> contents.calls.add(ListedCall.of(call, contents.place(belonging.test(call)))));
    return contents;
  }

  /**
   * @param lines what lines are written to, for each page anew
   */
  static Collector<CallBytes, ?, PageContents> collector(
      Belonging belonging, Supplier<PageLines> lines) {
    return Collector.of(
        () -> new PageContents(belonging, lines.get()),
        PageContents::add,
        (one, other) -> {
          throw new IllegalStateException("a page is read in order");
        });
  }

  private void add(CallBytes call) {
    boolean belongs = belonging.test(call);
    if (belongs && lines != null) {
      lines.add(call);
    }
    calls.add(ListedCall.of(call, place(belongs)));
  }

  /** Which of the window's calls the next one is; negative if it is none. */
  private int place(boolean belongs) {
    return belongs ? count++ : -1;
  }

  List<ListedCall> calls() {
    return calls;
  }

  @Nullable PageLines lines() {
    return lines;
  }
}
