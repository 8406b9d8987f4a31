package io.dialflux;

import io.dialflux.error.CallsException;
import io.dialflux.internal.netty.AnswerReader;
import io.dialflux.internal.netty.ResponseHead;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Reads an answer once it is there as a whole: everything but a page. */
final class WholeBody<T> implements AnswerReader<T> {
  /** A call has about 2 KB; what is longer than this is no answer of Twilio's. */
  private static final int MOST = 1 << 20;

  private final ResponseHead head;
  private final BiFunction<ResponseHead, byte[], T> read;
  private final Function<Throwable, CallsException> unreadable;
  private byte[] bytes = {};
  private int size;

  /**
   * @param read what the body comes to
   * @param unreadable the error of a success whose body cannot be decoded
   */
  WholeBody(
      ResponseHead head,
      BiFunction<ResponseHead, byte[], T> read,
      Function<Throwable, CallsException> unreadable) {
    this.head = head;
    this.read = read;
    this.unreadable = unreadable;
  }

  @Override
  public boolean body(byte[] more, int length) {
    int taken = Math.min(length, MOST - size);
    if (bytes.length < size + taken) {
      // twice as long at least, so that a body of tiny pieces is not copied for each of them
      bytes = Arrays.copyOf(bytes, size == 0 ? taken : Math.max(size + taken, 2 * size));
    }
    System.arraycopy(more, 0, bytes, size, taken);
    size += taken;
    return taken == length;
  }

  @Override
  public T end() {
    return read.apply(head, bytes.length == size ? bytes : Arrays.copyOf(bytes, size));
  }

  /** An error's status says what happened, whatever its body. */
  @Override
  public T broken(Throwable cause) {
    if (head.isSuccess()) {
      throw unreadable.apply(cause);
    }
    return read.apply(head, new byte[0]);
  }
}
