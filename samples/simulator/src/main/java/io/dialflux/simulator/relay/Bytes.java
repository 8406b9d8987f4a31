package io.dialflux.simulator.relay;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Byte arrays, as messages are made of them. */
final class Bytes {
  private Bytes() {}

  static byte[] of(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }

  static byte[] joined(byte[]... parts) {
    return joined(Arrays.asList(parts));
  }

  static byte[] joined(List<byte[]> parts) {
    byte[] all = new byte[parts.stream().mapToInt(part -> part.length).sum()];
    int size = 0;
    for (byte[] part : parts) {
      System.arraycopy(part, 0, all, size, part.length);
      size += part.length;
    }
    return all;
  }
}
