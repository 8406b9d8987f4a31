package io.dialflux.simulator.relay;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Frames a body in chunks (RFC 9112 §7.1). */
final class Chunks {
  /** Single bytes are chunks of their own up to here, or a long page would be half a million. */
  private static final int MOST_SMALL = 3_000;

  private static final int SMALL = 20;

  private final Plan plan;
  private final boolean extended;

  /** One of the sizes of this body's chunks at most; 1 for single bytes. */
  private final int most;

  Chunks(Plan plan) {
    this.plan = plan;
    this.extended = plan.does(RelayBehaviour.CHUNK_EXTENSIONS);
    this.most = plan.oneOf(1, SMALL, 1_000, 1 << 16, Integer.MAX_VALUE);
  }

  void write(byte[] body, List<byte[]> parts) {
    int from = 0;
    while (from < body.length) {
      int limit = most <= SMALL && from > MOST_SMALL ? 1 << 14 : most;
      int size =
          Math.min(body.length - from, limit == Integer.MAX_VALUE ? limit : 1 + plan.below(limit));
      parts.add(Bytes.of(size(size) + extension() + "\r\n"));
      parts.add(Arrays.copyOfRange(body, from, from + size));
      parts.add(Bytes.of("\r\n"));
      from += size;
    }
    parts.add(Bytes.of("0".repeat(plan.oneOf(1, 1, 1, 4)) + extension() + "\r\n"));
  }

  /** A chunk; empty for nothing, which would be the last chunk. */
  static byte[] one(byte[] content) {
    byte[] head = Bytes.of(Integer.toHexString(content.length) + "\r\n");
    return content.length == 0 ? content : Bytes.joined(head, content, Bytes.of("\r\n"));
  }

  private String size(int size) {
    String digits = Integer.toHexString(size);
    String zeros = plan.oneIn(5) ? "00" : "";
    return zeros + (plan.oneIn(2) ? digits.toUpperCase(Locale.ROOT) : digits);
  }

  private String extension() {
    if (!extended || plan.oneIn(3)) {
      return "";
    }
    return plan.oneOf(
        ";last",
        ";sum=0a1b2c",
        ";a=1;b=2",
        ";note=\"a \\\"quoted\\\"; one = two\"",
        ";pad=" + "x".repeat(plan.below(100) + 1));
  }
}
