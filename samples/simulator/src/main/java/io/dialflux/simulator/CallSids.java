package io.dialflux.simulator;

import java.util.HexFormat;

/**
 * The SIDs of one account's calls. A SID is the call's sequence number, scrambled, and a check
 * value; so a SID leads back to its call without an index, and another account's SID is not
 * recognised.
 */
final class CallSids {
  static final int LENGTH = 34;
  private static final HexFormat HEX = HexFormat.of();

  private final long key;

  CallSids(long seed, String accountSid) {
    this.key = Hash.of(seed, accountSid);
  }

  String sid(long sequence) {
    long head = Hash.mix(sequence ^ key);
    return "CA" + HEX.toHexDigits(head) + HEX.toHexDigits(check(head));
  }

  /** The sequence number behind a SID, or -1 when it is none of this account. */
  long sequence(String sid) {
    if (!CallSids.looksLikeOne(sid)) {
      return -1;
    }
    long head = HexFormat.fromHexDigitsToLong(sid, 2, 18);
    return check(head) == HexFormat.fromHexDigitsToLong(sid, 18, LENGTH)
        ? Hash.unmix(head) ^ key
        : -1;
  }

  static boolean looksLikeOne(String text) {
    return text.length() == LENGTH
        && text.startsWith("CA")
        && text.chars().skip(2).allMatch(HexFormat::isHexDigit);
  }

  private long check(long head) {
    return Hash.of(key, head);
  }
}
