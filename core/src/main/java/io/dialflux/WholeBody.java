package io.dialflux;

import io.dialflux.internal.netty.AnswerReader;
import io.dialflux.internal.netty.ResponseHead;
import java.util.Arrays;
import java.util.function.BiFunction;

/** Reads an answer once it is there as a whole: everything but a page. */
final class WholeBody<T> implements AnswerReader<T> {
  /** A call has about 2 KB; what is cut off beyond this is no answer of Twilio's. */
  private static final int MOST = 1 << 20;

  private final ResponseHead head;
  private final BiFunction<ResponseHead, byte[], T> read;
  private byte[] bytes = new byte[0];

  WholeBody(ResponseHead head, BiFunction<ResponseHead, byte[], T> read) {
    this.head = head;
    this.read = read;
  }

  @Override
  public void body(byte[] more, int length) {
    int size = bytes.length;
    int taken = Math.min(length, MOST - size);
    bytes = Arrays.copyOf(bytes, size + taken);
    System.arraycopy(more, 0, bytes, size, taken);
  }

  @Override
  public T end() {
    return read.apply(head, bytes);
  }
}
