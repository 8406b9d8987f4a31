package io.dialflux.history;

import io.dialflux.call.Call;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a window's listing, as it was read.
 *
 * @param at where it was read
 * @param calls its calls, without those that were behind the reader before
 * @param next where the window goes on; null at its end
 */
record ListedPage(Window window, Position at, List<Call> calls, @Nullable Position next) {

  ListedPage withoutCalls() {
    return new ListedPage(window, at, List.of(), next);
  }

  /** The place in the middle of the page, behind one of its calls. */
  Position behind(Call call) {
    return new Position(
        at.link(),
        Boundary.behind(at.boundary(), calls, calls.indexOf(call) + 1),
        Position.Search.CALL);
  }
}
