package io.dialflux.simulator;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * JSON in the making, as bytes. Calls are written by hand, because pages of a thousand are what
 * this simulator is asked for most, and nearly all their text is the same.
 */
final class JsonBytes {
  private static final byte[] NULL = ascii("null");
  private static final byte[] HEX = ascii("0123456789abcdef");

  private byte[] bytes;
  private int size;
  private long day = Long.MIN_VALUE;
  private String dayText = "";

  JsonBytes(int capacity) {
    bytes = new byte[capacity];
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** JSON that is ready. */
  JsonBytes raw(byte[] json) {
    room(json.length);
    System.arraycopy(json, 0, bytes, size, json.length);
    size += json.length;
    return this;
  }

  /** JSON that is ready and plain ASCII. */
  @SuppressWarnings("deprecation") // what is wrong with it for other characters makes it fast here
  JsonBytes raw(String json) {
    int length = json.length();
    room(length);
    json.getBytes(0, length, bytes, size);
    size += length;
    return this;
  }

  /** JSON that is ready, with a text of plain ASCII written over its holes. */
  @SuppressWarnings("deprecation")
  JsonBytes template(byte[] json, int[] holes, String text) {
    int start = size;
    raw(json);
    for (int hole : holes) {
      text.getBytes(0, text.length(), bytes, start + hole);
    }
    return this;
  }

  /** A string, or null. */
  JsonBytes string(@Nullable String text) {
    if (text == null) {
      return raw(NULL);
    }
    quote();
    if (isPlain(text)) {
      raw(text);
    } else {
      escaped(text);
    }
    return quote();
  }

  /** A date as Twilio writes it, or null when the time is negative. */
  JsonBytes date(long millis) {
    if (millis < 0) {
      return raw(NULL);
    }
    long ofDay = Math.floorMod(millis, WireDate.DAY_MILLIS);
    if (millis - ofDay != day) {
      day = millis - ofDay;
      dayText = WireDate.day(millis);
    }
    int second = (int) (ofDay / 1000);
    quote().raw(dayText);
    two(second / 3600).one(':').two(second / 60 % 60).one(':').two(second % 60);
    return raw(" +0000").quote();
  }

  private JsonBytes two(int number) {
    return one((char) ('0' + number / 10)).one((char) ('0' + number % 10));
  }

  private JsonBytes quote() {
    return one('"');
  }

  private JsonBytes one(char c) {
    room(1);
    bytes[size++] = (byte) c;
    return this;
  }

  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  private void escaped(String text) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b == '"' || b == '\\') {
        one('\\').one((char) b);
      } else if (b >= 0 && b < ' ') {
        raw("\\u00").one((char) HEX[b >> 4]).one((char) HEX[b & 15]);
      } else {
        one((char) b);
      }
    }
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
    }
  }
}
