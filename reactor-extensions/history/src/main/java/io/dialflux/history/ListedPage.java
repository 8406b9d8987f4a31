package io.dialflux.history;

import io.dialflux.call.Call;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a window's listing, as it was read.
 *
 * @param at where it was read
 * @param calls its calls, without those that were behind the reader before
 * @param lines of the window's calls on the page, if somebody wants lines in place of calls; also
 *     of those that were behind the reader
 * @param next where the window goes on; null at its end
 */
record ListedPage(
    Window window,
    Position at,
    List<ListedCall> calls,
    @Nullable PageLines lines,
    @Nullable Position next) {

  /** The place in the middle of the page, behind one of its calls. */
  Position behind(Call call) {
    int count = 1;
    while (calls.get(count - 1).call() != call) {
      count++;
    }
    return new Position(
        at.link(), Boundary.behind(at.boundary(), calls, count), Position.Search.CALL);
  }
}
