package io.dialflux.internal.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Decodes percent-escapes as UTF-8. What is no escape stays as it is, and nothing throws. */
public final class Escapes {
  private Escapes() {}

  public static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int length = 0;
    for (int i = 0; i < bytes.length; i++) {
      int high = bytes[i] == '%' && i + 2 < bytes.length ? hex(bytes[i + 1]) : -1;
      int low = high < 0 ? -1 : hex(bytes[i + 2]);
      if (low < 0) {
        bytes[length++] = bytes[i];
      } else {
        bytes[length++] = (byte) (high << 4 | low);
        i += 2;
      }
    }
    return new String(Arrays.copyOf(bytes, length), StandardCharsets.UTF_8);
  }

  private static int hex(byte ascii) {
    return Character.digit(ascii, 16);
  }
}
