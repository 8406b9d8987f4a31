package io.dialflux.simulator.relay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Compresses a body in several members (RFC 1952 §2.2), whose heads differ. */
final class GzipMembers {
  private static final int FIXED_HEAD = 10;
  private static final int FLAGS = 3;
  private static final int HAS_EXTRA = 4;
  private static final int HAS_NAME = 8;
  private static final int HAS_COMMENT = 16;

  private GzipMembers() {}

  static byte[] of(byte[] body, Plan plan) {
    ByteArrayOutputStream all = new ByteArrayOutputStream(body.length / 2 + 64);
    int members = plan.oneOf(1, 2, 2, 2, 3);
    int from = 0;
    for (int left = members; left > 0; left--) {
      int to = left == 1 ? body.length : from + plan.below(body.length - from + 1);
      all.writeBytes(withHead(member(Arrays.copyOfRange(body, from, to)), plan));
      from = to;
    }
    return all.toByteArray();
  }

  static byte[] member(byte[] content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length / 2 + 32);
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Extra fields, a file's name and a comment stand behind the head's fixed part. */
  private static byte[] withHead(byte[] member, Plan plan) {
    int flags = plan.oneIn(3) ? plan.oneOf(HAS_EXTRA, HAS_NAME, HAS_COMMENT, 28) : 0;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(member.length + 64);
    byte[] fixed = Arrays.copyOf(member, FIXED_HEAD);
    fixed[FLAGS] = (byte) flags;
    bytes.writeBytes(fixed);
    if ((flags & HAS_EXTRA) != 0) {
      bytes.writeBytes(new byte[] {6, 0, 'D', 'X', 2, 0, 31, (byte) 139});
    }
    if ((flags & HAS_NAME) != 0) {
      bytes.writeBytes(Bytes.of("calls.json\0"));
    }
    if ((flags & HAS_COMMENT) != 0) {
      bytes.writeBytes(Bytes.of("by a relay\0"));
    }
    bytes.write(member, FIXED_HEAD, member.length - FIXED_HEAD);
    return bytes.toByteArray();
  }
}
