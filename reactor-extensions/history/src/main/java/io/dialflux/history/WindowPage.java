package io.dialflux.history;

import io.dialflux.call.Call;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A page of a window's listing.
 *
 * @param at where it was read
 * @param listed its calls, without those that were behind the reader before
 * @param next where the window goes on; null at its end
 * @param belonging those of its calls that are the window's
 * @param lines of those, where somebody wants them
 */
record WindowPage(
    Window window,
    Position at,
    List<Call> listed,
    @Nullable Position next,
    List<Call> belonging,
    @Nullable PageLines lines) {

  WindowPage(Window window, Position at, List<Call> listed, @Nullable Position next) {
    this(window, at, listed, next, List.of(), null);
  }

  /**
   * With what can be made of its calls on any thread: on the one that has read them it is cheap.
   */
  WindowPage prepared(Predicate<Call> belongs, Supplier<@Nullable PageLines> lines) {
    List<Call> calls = new ArrayList<>(listed.size());
    for (Call call : listed) {
      if (belongs.test(call)) {
        calls.add(call);
      }
    }
    PageLines made = lines.get();
    if (made != null) {
      made.of(calls);
    }
    return new WindowPage(window, at, listed, next, calls, made);
  }

  /** The place in the middle of the page, behind one of its calls. */
  Position behind(Call call) {
    return new Position(
        at.link(),
        Boundary.behind(at.boundary(), listed, listed.indexOf(call) + 1),
        Position.Search.CALL);
  }
}
