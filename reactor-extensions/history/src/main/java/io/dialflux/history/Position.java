package io.dialflux.history;

import org.jspecify.annotations.Nullable;

/**
 * How far a window is read.
 *
 * @param link the page to go on with; null for the window's first
 * @param boundary the last call that is behind the reader; null before the first
 * @param search whether the boundary is still to be found, from the page on: so it is in the middle
 *     of a page, and when the window had to begin anew
 */
record Position(@Nullable String link, @Nullable Boundary boundary, boolean search) {
  static final Position START = new Position(null, null, false);

  /** Where to go on if the link leads nowhere any more. */
  Position anew() {
    return new Position(null, boundary, boundary != null);
  }

  /** Links hold phone numbers. */
  @Override
  public String toString() {
    return "Position[…]";
  }
}
