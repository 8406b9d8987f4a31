package io.dialflux.internal.netty;

/** Reads the body of one answer as its bytes come. */
public interface AnswerReader<T> {
  /**
   * Takes the next bytes, from the array's beginning; the array is used again afterwards.
   *
   * @return false if no more is needed: the answer ends here, whatever would follow
   */
  boolean body(byte[] bytes, int length);

  /** What the answer was read into, once the body has ended. */
  T end();

  /**
   * What an answer comes to whose body cannot be decoded.
   *
   * @param cause what is wrong with its content encoding
   */
  T broken(Throwable cause);
}
