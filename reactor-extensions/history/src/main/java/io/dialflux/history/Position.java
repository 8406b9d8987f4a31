package io.dialflux.history;

import org.jspecify.annotations.Nullable;

/**
 * How far a window is read.
 *
 * @param link the page to go on with; null for the window's first
 * @param boundary the last call that is behind the reader; null before the first
 * @param search how the boundary is to be found from the page on, before calls are handed out: so
 *     it is in the middle of a page, and when the window had to begin anew
 */
record Position(@Nullable String link, @Nullable Boundary boundary, Search search) {
  static final Position START = new Position(null, null, Search.NONE);

  /** What to look for. */
  enum Search {
    NONE,
    /** The boundary's call. */
    CALL,
    /** Its second, for the call is not listed any more. */
    SECOND
  }

  /** Where to go on if the link leads nowhere any more. */
  Position anew() {
    Search again = search == Search.SECOND ? search : Search.CALL;
    return new Position(null, boundary, boundary == null ? Search.NONE : again);
  }

  /** Where to go on if the boundary's call is nowhere. */
  Position withoutCall() {
    return new Position(null, boundary, Search.SECOND);
  }

  /** Links hold phone numbers. */
  @Override
  public String toString() {
    return "Position[…]";
  }
}
