package io.dialflux.history;

import io.dialflux.call.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/**
 * The calls of one page as they are read, or their lines in place of those that are the window's: a
 * line is made while its call is at hand, and nobody need keep a thousand calls for it.
 */
final class PageContents {
  private final Predicate<Call> belongs;
  private final @Nullable PageLines lines;
  private final List<ListedCall> calls = new ArrayList<>();
  private int belonging;

  private PageContents(Predicate<Call> belongs, @Nullable PageLines lines) {
    this.belongs = belongs;
    this.lines = lines;
  }

  /**
   * @param belongs which calls are the window's
   * @param lines what lines are written to, for each page anew; null where nobody wants lines
   */
  static Collector<Call, PageContents, PageContents> collector(
      Predicate<Call> belongs, Supplier<@Nullable PageLines> lines) {
    return Collector.of(
        () -> new PageContents(belongs, lines.get()),
        PageContents::add,
        (one, other) -> {
          throw new IllegalStateException("a page is read in order");
        });
  }

  private void add(Call call) {
    boolean is = belongs.test(call);
    if (is && lines != null) {
      lines.add(call);
    }
    calls.add(ListedCall.of(call, is ? belonging : -1, is && lines == null));
    belonging += is ? 1 : 0;
  }

  List<ListedCall> calls() {
    return calls;
  }

  @Nullable PageLines lines() {
    return lines;
  }
}
