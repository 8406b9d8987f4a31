package io.dialflux.internal.paging;

import org.jspecify.annotations.Nullable;

/**
 * Finds out that links repeat, in constant memory (Brent's way): the newest link is compared with
 * one remembered from a power of two steps ago.
 */
final class LoopGuard<L> {
  private @Nullable L remembered;
  private long steps;
  private long power = 1;

  /** Whether following this link is going round in a circle, told within twice its length. */
  boolean repeats(L link) {
    if (link.equals(remembered)) {
      return true;
    }
    if (remembered == null || ++steps == power) {
      remembered = link;
      power *= 2;
      steps = 0;
    }
    return false;
  }
}
