package io.dialflux.history;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The uri of one call after the other. Each is as the one before but for the call's SID, which can
 * be told without a look at every letter; and it is a good part of a line.
 */
final class UriColumn {
  private final Consumer<@Nullable String> field;
  private final byte[] before;
  private final byte[] after;
  private byte[] begin = {};
  private byte[] end = {};

  /**
   * @param field writes a uri with all that belongs to it, null too
   * @param before what it writes before one that needs no escape
   * @param after and behind it
   */
  UriColumn(Consumer<@Nullable String> field, String before, String after) {
    this.field = field;
    this.before = ByteText.ascii(before);
    this.after = ByteText.ascii(after);
  }

  /**
   * @param text where the field is written to
   * @param sid the call's
   * @param sidAt where in the text it is, if it needed no escape; negative if it did
   */
  void write(ByteText text, @Nullable String uri, String sid, int sidAt) {
    if (uri == null || sidAt < 0) {
      field.accept(uri);
      return;
    }
    byte[] bytes = uri.getBytes(StandardCharsets.ISO_8859_1);
    if (isExpected(bytes, text.bytes(), sidAt, sid.length())) {
      text.raw(before).raw(bytes).raw(after);
      return;
    }
    int from = text.length();
    field.accept(uri);
    int at = uri.indexOf(sid);
    boolean lossy = uri.indexOf('?') >= 0; // which also stands for what the bytes cannot say
    if (at >= 0 && !lossy && text.length() - from == before.length + uri.length() + after.length) {
      begin = Arrays.copyOf(bytes, at);
      end = Arrays.copyOfRange(bytes, at + sid.length(), bytes.length);
    }
  }

  private boolean isExpected(byte[] uri, byte[] line, int sidAt, int sidLength) {
    int at = begin.length;
    int rest = at + sidLength;
    return uri.length == rest + end.length
        && at > 0
        && Arrays.equals(uri, 0, at, begin, 0, at)
        && Arrays.equals(uri, at, rest, line, sidAt, sidAt + sidLength)
        && Arrays.equals(uri, rest, uri.length, end, 0, end.length);
  }
}
