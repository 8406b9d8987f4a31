package io.dialflux.internal.wire;

import com.google.errorprone.annotations.CheckReturnValue;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names and values as {@code application/x-www-form-urlencoded} in UTF-8. Immutable; what was
 * encoded once is copied, never encoded again.
 */
@CheckReturnValue
public final class Form {
  public static final Form EMPTY = new Form(Map.of(), new byte[0]);

  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  private final Map<String, List<String>> values;
  private final byte[] encoded;

  private Form(Map<String, List<String>> values, byte[] encoded) {
    this.values = values;
    this.encoded = encoded;
  }

  public Form with(String name, String value) {
    return with(name, List.of(value));
  }

  /** With the name's values set to these, each under a key of its own; none takes the name out. */
  public Form with(String name, List<String> all) {
    Map<String, List<String>> next = new LinkedHashMap<>(values);
    if (next.remove(name) == null) {
      next.put(name, List.copyOf(all));
      return new Form(next, append(encoded, name, all));
    }
    if (!all.isEmpty()) {
      next.put(name, List.copyOf(all));
    }
    byte[] bytes = EMPTY.encoded;
    for (Map.Entry<String, List<String>> entry : next.entrySet()) {
      bytes = append(bytes, entry.getKey(), entry.getValue());
    }
    return new Form(next, bytes);
  }

  /** The bytes of this form with one pair more, without building a form of it. */
  public byte[] encodedWith(String name, String value) {
    return append(encoded, name, List.of(value));
  }

  /** The form as text for a URI's query; empty for an empty form. */
  public String query() {
    return new String(encoded, StandardCharsets.US_ASCII);
  }

  /** The bytes as they are sent. */
  public byte[] encoded() {
    return encoded.clone();
  }

  /** The name's first value; null where the name is absent. */
  public @Nullable String first(String name) {
    List<String> found = values.get(name);
    return found == null || found.isEmpty() ? null : found.get(0);
  }

  public Set<String> names() {
    return values.keySet();
  }

  private static byte[] append(byte[] before, String name, List<String> all) {
    Output out = new Output(before);
    whole("name", name);
    for (String value : all) {
      whole(name, value);
      if (out.size() > 0) {
        out.write('&');
      }
      encode(name, out);
      out.write('=');
      encode(value, out);
    }
    return out.toByteArray();
  }

  /** Half a character has no UTF-8; Java would send a question mark. */
  private static void whole(String name, String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        boolean pair = i + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(i + 1));
        if (!pair) {
          throw new IllegalArgumentException(name + " must not have half a surrogate pair");
        }
        i++;
      }
    }
  }

  private static void encode(String text, Output out) {
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9') {
        out.write(b);
      } else if (b == '-' || b == '_' || b == '.' || b == '*') {
        out.write(b);
      } else if (b == ' ') {
        out.write('+');
      } else {
        out.write('%');
        out.write(HEX[(b >> 4) & 0xf]);
        out.write(HEX[b & 0xf]);
      }
    }
  }

  /** A byte array that grows; the JDK's own locks on every byte. */
  private static final class Output {
    private byte[] bytes;
    private int size;

    Output(byte[] before) {
      bytes = Arrays.copyOf(before, before.length + 128);
      size = before.length;
    }

    void write(int b) {
      if (size == bytes.length) {
        bytes = Arrays.copyOf(bytes, size * 2);
      }
      bytes[size++] = (byte) b;
    }

    int size() {
      return size;
    }

    byte[] toByteArray() {
      return Arrays.copyOf(bytes, size);
    }
  }
}
