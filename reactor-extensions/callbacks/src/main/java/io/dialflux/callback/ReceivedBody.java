package io.dialflux.callback;

import java.util.Arrays;

/**
 * The body of one request as it comes, in memory that is counted by a {@link BodyBudget} until the
 * request was answered. It grows geometrically, so that a body in very small pieces is not copied
 * for each. While it is copied its old array is there too and is not counted. Thread-safe: a body
 * may still come while its time is over elsewhere.
 */
final class ReceivedBody {
  private static final int SMALLEST = 512;
  private static final byte[] NONE = {};

  private final BodyBudget budget;
  private final int most;
  private final ArrayCopy copy;
  private byte[] bytes = NONE;
  private int length;
  private boolean released;

  /** {@link Arrays#copyOf(byte[], int)}, which may lack memory. */
  interface ArrayCopy {
    byte[] of(byte[] original, int length);
  }

  /**
   * @param most the longest body that may come
   */
  ReceivedBody(BodyBudget budget, int most) {
    this(budget, most, Arrays::copyOf);
  }

  ReceivedBody(BodyBudget budget, int most, ArrayCopy copy) {
    this.budget = budget;
    this.most = most;
    this.copy = copy;
  }

  /**
   * Appends a piece.
   *
   * @throws RefusedException with 413 where the body is too long, with 503 where all bodies
   *     together are
   */
  synchronized void append(byte[] piece) {
    if (released) {
      return;
    }
    if (piece.length > most - length) {
      throw new RefusedException(413);
    }
    if (piece.length > bytes.length - length) {
      grow(length + piece.length);
    }
    System.arraycopy(piece, 0, bytes, length, piece.length);
    length += piece.length;
  }

  private void grow(int needed) {
    int capacity = Math.min(most, Math.max(Math.max(needed, SMALLEST), 2 * bytes.length));
    if (!budget.take(capacity - bytes.length)) {
      capacity = needed; // what is needed may fit where twice as much does not
      if (!budget.take(capacity - bytes.length)) {
        throw new RefusedException(503);
      }
    }
    int more = capacity - bytes.length;
    try {
      bytes = copy.of(bytes, capacity);
    } catch (OutOfMemoryError e) {
      budget.giveBack(more); // release() knows of the old array only
      throw e;
    }
  }

  /** The body, once all of it came. From now on no more memory is counted than it has bytes. */
  synchronized byte[] whole() {
    if (length < bytes.length) {
      int spare = bytes.length - length;
      bytes = copy.of(bytes, length);
      budget.giveBack(spare);
    }
    return bytes;
  }

  /** Forgets the body and gives its memory back; only the first time counts. */
  synchronized void release() {
    if (!released) {
      released = true;
      budget.giveBack(bytes.length);
      bytes = NONE;
      length = 0;
    }
  }
}
