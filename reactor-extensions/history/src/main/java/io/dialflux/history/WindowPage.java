package io.dialflux.history;

import io.dialflux.call.Call;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of a window's listing.
 *
 * @param at where it was read
 * @param listed its calls, without those that were behind the reader before
 * @param next where the window goes on; null at its end
 */
record WindowPage(Window window, Position at, List<Call> listed, @Nullable Position next) {

  /** The place in the middle of the page, behind one of its calls. */
  Position behind(Call call) {
    return new Position(
        at.link(),
        Boundary.behind(at.boundary(), listed, listed.indexOf(call) + 1),
        Position.Search.CALL);
  }
}
