package io.dialflux.history;

import java.io.Writer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;

/** Text as UTF-8 in one array that is used again and again. Not thread-safe. */
final class ByteText extends Writer {
  private static final long DAY = 86_400;
  private static final byte[] HEX = ascii("0123456789abcdef");

  private static final int WORD = 8;
  private static final long EACH = 0x0101010101010101L;
  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private byte[] bytes = new byte[8 * 1024];
  private int length;

  /** Where the day begins that {@link #iso8601} last wrote; most are of one. */
  private long midnight = Long.MAX_VALUE;

  private byte[] isoDay = {};

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  void clear() {
    cutOff(0);
  }

  /** Leaves so many bytes. */
  void cutOff(int length) {
    this.length = length;
  }

  /** Moves bytes to a place before them; where they end there. */
  int move(int from, int to, int place) {
    if (from != place) {
      System.arraycopy(bytes, from, bytes, place, to - from);
    }
    return place + to - from;
  }

  ByteText raw(byte[] ascii) {
    return raw(ascii, 0, ascii.length);
  }

  ByteText raw(byte[] utf8, int from, int to) {
    room(to - from);
    System.arraycopy(utf8, from, bytes, length, to - from);
    length += to - from;
    return this;
  }

  /** Makes room for so many bytes, which {@link #put} then need not look for. */
  void room(int more) {
    if (bytes.length - length < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }

  void put(byte b) {
    bytes[length++] = b;
  }

  void put(byte[] text, int from, int to) {
    System.arraycopy(text, from, bytes, length, to - from);
    length += to - from;
  }

  /** Whether a byte is among others, by eight at a time. */
  static boolean isAmong(byte b, byte[] text, int from, int to) {
    if (to - from < WORD) {
      for (int i = from; i < to; i++) {
        if (text[i] == b) {
          return true;
        }
      }
      return false;
    }
    long sought = EACH * (b & 0xff);
    long found = 0;
    for (int i = from; i < to - WORD; i += WORD) {
      found |= zeros((long) WORDS.get(text, i) ^ sought);
    }
    return (found | zeros((long) WORDS.get(text, to - WORD) ^ sought)) != 0;
  }

  /** Not zero where one of the eight bytes is. */
  private static long zeros(long word) {
    return (word - EACH) & ~word & (EACH << 7);
  }

  @Override
  public void write(int c) {
    room(1);
    if (c < 0x80) {
      bytes[length++] = (byte) c;
    } else {
      write(String.valueOf((char) c));
    }
  }

  @Override
  public void write(char[] text, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (text[i] >= 0x80) {
        write(new String(text, i, from + count - i));
        return;
      }
      write(text[i]);
    }
  }

  @Override
  public void write(String text) {
    write(text, 0, text.length());
  }

  @Override
  public void write(String text, int from, int count) {
    room(count);
    byte[] to = bytes;
    int at = length;
    for (int i = from; i < from + count; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        raw(text.substring(from, from + count).getBytes(StandardCharsets.UTF_8));
        return;
      }
      to[at++] = (byte) c;
    }
    length = at;
  }

  /** A JSON string, in its quotation marks. */
  ByteText quoted(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    room(6 * utf8.length + 2);
    bytes[length++] = '"';
    for (byte b : utf8) {
      escaped(b);
    }
    bytes[length++] = '"';
    return this;
  }

  private void escaped(byte b) {
    if (b == '"' || b == '\\') {
      bytes[length++] = '\\';
    } else if (b >= 0 && b < ' ') {
      raw(ascii("\\u00"));
      bytes[length++] = HEX[b >> 4];
      bytes[length++] = HEX[b & 15];
      return;
    }
    bytes[length++] = b;
  }

  /** As {@code 2026-11-22T08:00:00Z}. */
  ByteText iso8601(long epochSecond) {
    int second = secondOfDay(epochSecond);
    raw(isoDay).time(second);
    bytes[length++] = 'Z'; // for which there is room, see time
    return this;
  }

  private int secondOfDay(long second) {
    if (second < midnight || second - midnight >= DAY) {
      begin(Math.floorDiv(second, DAY));
    }
    return (int) (second - midnight);
  }

  private void begin(long day) {
    midnight = day * DAY;
    isoDay = ascii(LocalDate.ofEpochDay(day) + "T");
  }

  private ByteText time(int second) {
    room(9); // one more than it takes
    byte[] to = bytes;
    int at = length;
    int hour = second / 3_600;
    int minute = second / 60 % 60;
    two(to, at, hour);
    to[at + 2] = ':';
    two(to, at + 3, minute);
    to[at + 5] = ':';
    two(to, at + 6, second - 3_600 * hour - 60 * minute);
    length = at + 8;
    return this;
  }

  private static void two(byte[] to, int at, int number) {
    to[at] = (byte) ('0' + number / 10);
    to[at + 1] = (byte) ('0' + number % 10);
  }

  /** What there is behind a place. */
  String text(int from) {
    return new String(bytes, from, length - from, StandardCharsets.UTF_8);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
