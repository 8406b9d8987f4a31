package io.dialflux.campaign;

import java.util.List;

/**
 * What a ledger itself must see to when an attempt is written down, because only it knows all
 * attempts.
 *
 * @param perPhone each must hold; copied
 * @param alive how many calls of the ledger may be alive at once, attempts without an answer among
 *     them
 */
public record Limits(List<AttemptLimit> perPhone, int alive) {
  /** No limit at all. */
  public static final Limits NONE = new Limits(List.of(), Integer.MAX_VALUE);

  /**
   * Limits.
   *
   * @param perPhone copied
   * @param alive at least 1
   */
  public Limits {
    perPhone = List.copyOf(perPhone);
  }
}
