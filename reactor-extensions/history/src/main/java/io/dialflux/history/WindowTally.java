package io.dialflux.history;

import java.security.DigestException;
import java.security.MessageDigest;
import java.util.HexFormat;

/**
 * How many calls of a window were written, and the sum of the SHA-256 of their lines, which depends
 * on no order and can be gone on with. Not thread-safe.
 */
final class WindowTally {
  private static final int SIZE = 32;

  private final MessageDigest digest = Sha256.digest();
  private final byte[] sum;
  private final byte[] line = new byte[SIZE];
  private long calls;

  private WindowTally(long calls, byte[] sum) {
    this.calls = calls;
    this.sum = sum;
  }

  static WindowTally empty() {
    return new WindowTally(0, new byte[SIZE]);
  }

  /** As {@link #toString} has written it. */
  static WindowTally parse(String calls, String sum) {
    return new WindowTally(Long.parseLong(calls), HexFormat.of().parseHex(sum));
  }

  void add(byte[] bytes, int from, int length) {
    digest.update(bytes, from, length);
    try {
      digest.digest(line, 0, SIZE);
    } catch (DigestException e) {
      throw new IllegalStateException(e);
    }
    int carry = 0;
    for (int i = SIZE - 1; i >= 0; i--) {
      int of = (sum[i] & 255) + (line[i] & 255) + carry;
      sum[i] = (byte) of;
      carry = of >> 8;
    }
    calls++;
  }

  long calls() {
    return calls;
  }

  String sum() {
    return HexFormat.of().formatHex(sum);
  }

  @Override
  public String toString() {
    return calls + " " + sum();
  }
}
