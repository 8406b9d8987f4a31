package io.dialflux.simulator;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which calls went to a number. One thread at a time adds, in the order of sequence numbers; any
 * number reads without a lock.
 */
final class NumberIndex {
  private final Map<String, Sequences> byNumber = new ConcurrentHashMap<>();

  void add(String number, long sequence) {
    byNumber.computeIfAbsent(number, n -> new Sequences()).add(sequence);
  }

  Candidates calls(String number) {
    Sequences sequences = byNumber.get(number);
    return sequences == null ? Candidates.NONE : sequences.now();
  }

  private static final class Sequences {
    private volatile long[] ascending = new long[1];
    private volatile int count;

    void add(long sequence) {
      int size = count;
      if (size == ascending.length) {
        ascending = Arrays.copyOf(ascending, size * 2);
      }
      ascending[size] = sequence;
      count = size + 1;
    }

    /** The count is read first: an array read after it holds at least so many. */
    Candidates now() {
      int known = count;
      return Candidates.listed(ascending, known);
    }
  }
}
