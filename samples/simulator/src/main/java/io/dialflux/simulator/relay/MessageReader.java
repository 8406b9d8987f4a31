package io.dialflux.simulator.relay;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;

/**
 * Reads heads and bodies of HTTP/1.1 messages. What was read of a message is kept as it came, so
 * that a message which is not whole or not HTTP can be passed on unchanged.
 */
final class MessageReader {
  private static final int MOST_HEAD = 1 << 20;
  private static final int MOST_BODY = 256 << 20;

  private final InputStream in;
  private final ByteArrayOutputStream raw = new ByteArrayOutputStream(2_048);

  MessageReader(InputStream in) {
    this.in = in; // supports mark
  }

  /** Waits for the next message's first byte; false where the stream ends instead. */
  boolean hasMore() throws IOException {
    in.mark(1);
    boolean more = in.read() >= 0;
    if (more) {
      in.reset();
    }
    return more;
  }

  void begin() {
    raw.reset();
  }

  /** What was read since {@link #begin()}. */
  byte[] raw() {
    return raw.toByteArray();
  }

  String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(80);
    for (int b = read(); b != '\n'; b = read()) {
      line.write(b);
      if (line.size() > MOST_HEAD) {
        throw new ProtocolException("a line without an end");
      }
    }
    String text = line.toString(StandardCharsets.ISO_8859_1);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }

  Fields fields() throws IOException {
    Fields fields = new Fields();
    String name = "";
    String value = "";
    for (String line = line(); ; line = line()) {
      boolean folded = line.startsWith(" ") || line.startsWith("\t");
      if (folded) {
        value = value + " " + line.strip();
        continue;
      }
      if (!name.isEmpty()) {
        fields.add(name, value);
      }
      if (line.isEmpty()) {
        return fields;
      }
      int colon = line.indexOf(':');
      if (colon <= 0 || raw.size() > MOST_HEAD) {
        throw new ProtocolException("no header");
      }
      name = line.substring(0, colon);
      value = line.substring(colon + 1).strip();
    }
  }

  byte[] ofLength(long length) throws IOException {
    if (length < 0 || length > MOST_BODY) {
      throw new ProtocolException("a body of " + length + " bytes");
    }
    byte[] body = new byte[(int) length];
    int size = 0;
    while (size < body.length) {
      int more = in.read(body, size, body.length - size);
      if (more < 0) {
        raw.write(body, 0, size);
        throw new EOFException("the body ends too soon");
      }
      size += more;
    }
    raw.write(body, 0, size);
    return body;
  }

  byte[] chunked() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      String size = line().replaceAll("[\\s;].*", "");
      if (!size.matches("[0-9a-fA-F]{1,12}")) {
        throw new ProtocolException("no size of a chunk");
      }
      long length = Long.parseLong(size, 16);
      if (length == 0) {
        fields(); // trailers concern one hop only
        return body.toByteArray();
      }
      body.writeBytes(ofLength(Math.min(length, MOST_BODY + 1L - body.size())));
      if (!line().isEmpty()) {
        throw new ProtocolException("no end of a chunk");
      }
    }
  }

  byte[] toTheEnd() throws IOException {
    byte[] body = in.readNBytes(MOST_BODY);
    raw.writeBytes(body);
    return body;
  }

  /** Passes on what comes, as it comes, until the stream ends. */
  void passOn(OutputStream out) throws IOException {
    in.transferTo(out);
  }

  private int read() throws IOException {
    int b = in.read();
    if (b < 0) {
      throw new EOFException("the head ends too soon");
    }
    raw.write(b);
    return b;
  }
}
