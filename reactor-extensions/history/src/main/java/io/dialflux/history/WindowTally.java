package io.dialflux.history;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * How many calls of a window were written, and the sum of the SHA-256 of their lines, which depends
 * on no order and can be gone on with. Not thread-safe.
 */
final class WindowTally {
  private static final int SIZE = 32;
  private static final int WORDS = 4;
  private static final int DIGITS = 16;

  private final MessageDigest digest = Sha256.digest();
  private final byte[] line = new byte[SIZE];
  private final LongBuffer lineWords = ByteBuffer.wrap(line).asLongBuffer();

  /** The most significant first. */
  private final long[] sum = new long[WORDS];

  private long calls;

  /** As {@link #toString} has written it. */
  static WindowTally parse(String calls, String sum) {
    if (sum.length() != WORDS * DIGITS) {
      throw new IllegalArgumentException("no sum");
    }
    WindowTally tally = new WindowTally();
    tally.calls = Long.parseLong(calls);
    Arrays.setAll(tally.sum, i -> HexFormat.fromHexDigitsToLong(sum, DIGITS * i, DIGITS * (i + 1)));
    return tally;
  }

  static WindowTally total(Collection<WindowTally> windows) {
    WindowTally total = new WindowTally();
    for (WindowTally window : windows) {
      total.calls += window.calls;
      total.add(LongBuffer.wrap(window.sum));
    }
    return total;
  }

  void add(byte[] bytes, int from, int length) {
    digest.update(bytes, from, length);
    try {
      digest.digest(line, 0, SIZE);
    } catch (DigestException e) {
      throw new IllegalStateException(e);
    }
    add(lineWords);
    calls++;
  }

  private void add(LongBuffer words) {
    long carry = 0;
    for (int i = WORDS - 1; i >= 0; i--) {
      long carried = sum[i] + carry;
      carry = Long.compareUnsigned(carried, carry) < 0 ? 1 : 0;
      sum[i] = carried + words.get(i);
      carry += Long.compareUnsigned(sum[i], carried) < 0 ? 1 : 0;
    }
  }

  long calls() {
    return calls;
  }

  String sum() {
    return Arrays.stream(sum)
        .mapToObj(word -> HexFormat.of().toHexDigits(word))
        .collect(Collectors.joining());
  }

  @Override
  public String toString() {
    return calls + " " + sum();
  }
}
