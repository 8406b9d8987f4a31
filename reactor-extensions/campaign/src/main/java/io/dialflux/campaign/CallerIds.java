package io.dialflux.campaign;

import java.util.List;

/**
 * Several numbers that a campaign calls from. Which of them an attempt uses is told by the lead and
 * by how often it was tried, so it is the same after a restart; the attempt's record keeps it.
 * Immutable.
 */
public final class CallerIds {
  private final List<String> callers;
  private final boolean inTurn;

  private CallerIds(boolean inTurn, List<String> callers) {
    if (callers.isEmpty() || callers.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("callers must be given, and none blank");
    }
    this.inTurn = inTurn;
    this.callers = callers;
  }

  /**
   * {@return callers spread evenly over the leads; each further attempt to a lead uses the next}
   *
   * @param callers numbers of the account, or verified ones
   */
  public static CallerIds inTurn(String... callers) {
    return new CallerIds(true, List.of(callers));
  }

  /**
   * {@return callers spread evenly over the phones; a phone sees the same one every time}
   *
   * @param callers numbers of the account, or verified ones
   */
  public static CallerIds samePerPhone(String... callers) {
    return new CallerIds(false, List.of(callers));
  }

  String of(Lead lead, int attempts) {
    // a few bits of a hash code say little: neighbours would share a caller
    int spread = lead.phone().hashCode() * 0x9e3779b9 >>> 8;
    return callers.get(Math.floorMod(spread + (inTurn ? attempts : 0), callers.size()));
  }

  /** {@return how many callers there are} */
  @Override
  public String toString() {
    return "CallerIds[" + callers.size() + (inTurn ? " in turn]" : " by phone]");
  }
}
