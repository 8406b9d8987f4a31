package io.dialflux.internal.netty;

import io.netty.buffer.ByteBuf;

/** Copies a body's buffers into one array that is used again and again, for a reader to read. */
final class Body<T> {
  private final AnswerReader<T> reader;
  private byte[] scratch = new byte[0];

  Body(AnswerReader<T> reader) {
    this.reader = reader;
  }

  /** The buffer stays the caller's, who releases it. */
  void next(ByteBuf bytes) {
    int length = bytes.readableBytes();
    if (scratch.length < length) {
      scratch = new byte[length];
    }
    bytes.readBytes(scratch, 0, length);
    reader.body(scratch, length);
  }

  T end() {
    return reader.end();
  }
}
