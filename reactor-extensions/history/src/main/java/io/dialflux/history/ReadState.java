package io.dialflux.history;

import io.dialflux.call.Call;
import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;

/**
 * How much of a history is behind the reader. Immutable: nobody changes what it is made of.
 *
 * @param done windows read to their end, by index
 * @param open windows that were begun
 * @param calls how many were handed out
 */
record ReadState(BitSet done, Map<Integer, Position> open, long calls) {
  static final ReadState START = new ReadState(new BitSet(), Map.of(), 0);

  /** Behind a page of which so many calls were handed out. */
  ReadState behind(ListedPage page, int handedOut) {
    Position next = page.next();
    Map<Integer, Position> open = new TreeMap<>(this.open);
    BitSet done = this.done;
    if (next != null) {
      open.put(page.window().index(), next);
    } else {
      open.remove(page.window().index());
      done = (BitSet) done.clone();
      done.set(page.window().index());
    }
    return new ReadState(done, open, calls + handedOut);
  }

  /** In the middle of a page, behind one of its calls. */
  ReadState within(ListedPage page, Call call, int handedOut) {
    Map<Integer, Position> open = new TreeMap<>(this.open);
    open.put(page.window().index(), page.behind(call));
    return new ReadState(done, open, calls + handedOut);
  }

  Position position(int window) {
    return open.getOrDefault(window, Position.START);
  }

  boolean done(int windows) {
    return windowsDone() == windows;
  }

  boolean isDone(int window) {
    return done.get(window);
  }

  int windowsDone() {
    return done.cardinality();
  }

  int firstNotDone(int from) {
    return done.nextClearBit(from);
  }
}
