package io.dialflux.internal.netty;

/** Reads the body of one answer as it comes. */
public interface AnswerReader<T> {
  /** The next bytes, from the array's beginning; the array is used again afterwards. */
  void body(byte[] bytes, int length);

  /** What the answer was read into, once the body has ended. */
  T end();
}
