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
 * @param belonging those of the page's calls that are the window's
 * @param lines of those, where somebody wants them
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
    if (made != null) {
      made.of(calls);
    }
    return new WindowPage(listed, calls, made);
  }

  Window window() {
    return listed.window();
  }
}
