package io.dialflux.call;

import io.dialflux.internal.wire.DateReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One field of the calls that a {@link CallScanner} scans: how it begins, and what it was in the
 * call before.
 */
final class CallMember {
  /** So often a field may change until no call is expected to have the same as the one before. */
  private static final int OFTEN = 20;

  /** The general parser reads no longer ones, and none of Twilio's comes near. */
  private static final int LONGEST_NAME = 1_000;

  final byte[] start;
  final String name;
  final CallField field;
  final @Nullable DateReader dates;
  private byte[] quoted = {};
  private int length = Integer.MAX_VALUE;
  String text = "";
  private int changes;

  private CallMember(byte[] start, String name) {
    this.start = start;
    this.name = name;
    this.field = CallField.of(name);
    this.dates = field.isDate() ? new DateReader() : null;
  }

  /** The field between the end of the value before it and the beginning of its own. */
  static CallMember of(byte[] json, int from, int value) {
    int begin = from;
    while (json[begin] != '"') {
      begin++;
    }
    int end = begin + 1;
    while (json[end] != '"') {
      end++;
    }
    String name = ascii(json, begin + 1, end);
    return new CallMember(Arrays.copyOfRange(json, from, value), name);
  }

  boolean beginsAt(byte[] json, int at, int to) {
    int end = at + start.length;
    return end <= to && Arrays.equals(json, at, end, start, 0, start.length);
  }

  /**
   * Reads a string, of which the opening quote is here, into {@link #text}.
   *
   * @param wanted whether somebody needs the text
   */
  int string(byte[] json, int at, int to, boolean wanted) {
    if (changes < OFTEN
        && length <= to - at
        && Arrays.equals(json, at, at + length, quoted, 0, length)) {
      return at + length;
    }
    int end = endOfString(json, at, to);
    if (end > 0 && (wanted || changes < OFTEN)) {
      text = ascii(json, at + 1, end - 1);
      if (changes < OFTEN) {
        changes++;
        length = end - at;
        quoted = Arrays.copyOfRange(json, at, end);
      }
    }
    return end;
  }

  /**
   * Where the value of the next member begins, or where the object's closing brace is.
   *
   * @param at behind the opening brace or a value
   */
  static int valueAt(byte[] json, int at, int to, boolean first) {
    int next = CallScanner.skipSpace(json, at, to);
    if (next == to) {
      return CallScanner.MORE;
    }
    if (json[next] == '}') {
      return next;
    }
    if (!first) {
      if (json[next] != ',') {
        return CallScanner.OTHER;
      }
      next = CallScanner.skipSpace(json, next + 1, to);
    }
    if (next == to) {
      return CallScanner.MORE;
    }
    if (json[next] != '"') {
      return CallScanner.OTHER;
    }
    int name = next;
    next = endOfString(json, name, to);
    if (next < 0) {
      return next;
    }
    if (next - name > LONGEST_NAME) {
      return CallScanner.OTHER;
    }
    next = CallScanner.skipSpace(json, next, to);
    if (next == to) {
      return CallScanner.MORE;
    }
    if (json[next] != ':') {
      return CallScanner.OTHER;
    }
    next = CallScanner.skipSpace(json, next + 1, to);
    return next == to ? CallScanner.MORE : json[next] == '}' ? CallScanner.OTHER : next;
  }

  private static int endOfString(byte[] json, int quote, int to) {
    for (int i = quote + 1; i < to; i++) {
      byte b = json[i];
      if (b == '"') {
        return i + 1;
      }
      if (b < ' ' || b == '\\') {
        return CallScanner.OTHER; // a byte of UTF-8 beyond ASCII is negative
      }
    }
    return CallScanner.MORE;
  }

  private static String ascii(byte[] json, int from, int to) {
    return new String(json, from, to - from, StandardCharsets.ISO_8859_1);
  }
}
