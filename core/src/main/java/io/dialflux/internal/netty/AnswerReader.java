package io.dialflux.internal.netty;

import io.netty.buffer.ByteBuf;

/** Reads the body of one answer as it comes. */
public interface AnswerReader<T> {
  /** The next bytes; the buffer is the caller's, and released by it. */
  void body(ByteBuf bytes);

  /** What the answer was read into, once the body has ended. */
  T end();
}
