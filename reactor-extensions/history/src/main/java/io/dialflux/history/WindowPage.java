package io.dialflux.history;

import io.dialflux.call.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a window has of a page of its listing.
 *
 * @param belonging those of the page's calls that are the window's; none where there are lines
 * @param lines of those calls, where somebody wants lines in their place
 */
record WindowPage(ListedPage listed, List<Call> belonging, @Nullable PageLines lines) {

  /**
   * With what can be made of its calls on any thread: on the one that has read them it is cheap.
   */
  static WindowPage of(
      ListedPage listed, Predicate<Call> belongs, Supplier<@Nullable PageLines> lines) {
    List<Call> calls = new ArrayList<>(listed.calls().size());
    for (Call call : listed.calls()) {
      if (belongs.test(call)) {
        calls.add(call);
      }
    }
    PageLines made = lines.get();
    if (made == null) {
      return new WindowPage(listed, calls, null);
    }
    made.of(calls);
    // a page waits for its turn: the collector need not copy a thousand calls that nobody wants
    return new WindowPage(listed.withoutCalls(), List.of(), made);
  }

  Window window() {
    return listed.window();
  }
}
