package io.dialflux.simulator;

/**
 * Where a page begins: at the calls older ({@code PA}) or newer ({@code PB}) than the one of a SID.
 * A token that can expire also holds the time when it was issued; otherwise that is -1.
 */
record PageToken(boolean older, String sid, long issuedAt) {
  private static final String OLDER = "PA";
  private static final String NEWER = "PB";
  private static final int PLAIN = 2 + CallSids.LENGTH;

  static PageToken parse(String text) {
    if (text.length() < PLAIN || !(text.startsWith(OLDER) || text.startsWith(NEWER))) {
      throw invalid();
    }
    try {
      long issuedAt = text.length() == PLAIN ? -1 : Long.parseLong(text.substring(PLAIN), 16);
      return new PageToken(text.startsWith(OLDER), text.substring(2, PLAIN), issuedAt);
    } catch (NumberFormatException e) {
      throw invalid();
    }
  }

  static ApiError invalid() {
    return ApiError.badRequest(21481, "Invalid PageToken");
  }

  @Override
  public String toString() {
    return (older ? OLDER : NEWER) + sid + (issuedAt < 0 ? "" : Long.toHexString(issuedAt));
  }
}
