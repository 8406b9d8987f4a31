package io.dialflux.internal.netty;

import io.netty.buffer.ByteBuf;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Hands an answer's body to its reader, decoded, in an array that is used again and again. */
final class Body<T> {
  private final AnswerReader<T> reader;
  private final @Nullable Gunzip gunzip;
  private byte[] scratch = new byte[0];
  private long decoded;

  /**
   * @param gunzip null for a body that is not encoded
   */
  Body(AnswerReader<T> reader, @Nullable Gunzip gunzip) {
    this.reader = reader;
    this.gunzip = gunzip;
  }

  /**
   * Reads on. The buffer stays the caller's, who releases it.
   *
   * @return false if the reader needs no more
   */
  boolean next(ByteBuf bytes) throws ZipException {
    int length = bytes.readableBytes();
    if (scratch.length < length) {
      scratch = new byte[length];
    }
    bytes.readBytes(scratch, 0, length);
    return gunzip == null ? read(scratch, length) : gunzip.feed(scratch, length, this::read);
  }

  private boolean read(byte[] bytes, int length) {
    decoded += length;
    return length == 0 || reader.body(bytes, length);
  }

  /** How many bytes were read so far, decoded. */
  long decoded() {
    return decoded;
  }

  T end() {
    if (gunzip != null) {
      try {
        gunzip.end();
      } catch (ZipException cut) {
        return reader.broken(cut);
      }
    }
    return reader.end();
  }

  T broken(Throwable cause) {
    return reader.broken(cause);
  }
}
