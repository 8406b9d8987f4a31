package io.dialflux.internal.netty;

import io.netty.buffer.ByteBuf;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** Hands an answer's body to its reader, decoded, in an array that is used again and again. */
final class Body<T> {
  private final AnswerReader<T> reader;
  private final @Nullable Gunzip gunzip;
  private byte[] scratch = new byte[0];

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
    return next(bytes, reader::body);
  }

  /**
   * Reads over a part of the body that is not wanted any more.
   *
   * @return how long it is, decoded; more than {@code most} if it is longer
   */
  int skip(ByteBuf bytes, int most) throws ZipException {
    if (gunzip == null) {
      return bytes.readableBytes();
    }
    int[] skipped = {0};
    next(bytes, (chunk, length) -> (skipped[0] += length) <= most);
    return skipped[0];
  }

  private boolean next(ByteBuf bytes, Gunzip.Output output) throws ZipException {
    int length = bytes.readableBytes();
    if (scratch.length < length) {
      scratch = new byte[length];
    }
    bytes.readBytes(scratch, 0, length);
    return gunzip == null
        ? length == 0 || output.bytes(scratch, length)
        : gunzip.feed(scratch, length, output);
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
