package io.dialflux.simulator;

import java.util.Arrays;

/**
 * The sequence numbers that a list request has to look at, so that a filter by number does not look
 * at every call of the account.
 */
interface Candidates {
  Candidates NONE = range(0, 0);

  /** The greatest candidate below this one, or -1. */
  long below(long sequence);

  /** The least candidate above this one, or -1. */
  long above(long sequence);

  /** All numbers from one, inclusive, to another, exclusive. */
  static Candidates range(long from, long to) {
    return new Candidates() {
      @Override
      public long below(long sequence) {
        long candidate = Math.min(sequence, to) - 1;
        return candidate >= from ? candidate : -1;
      }

      @Override
      public long above(long sequence) {
        long candidate = Math.max(sequence + 1, from);
        return candidate < to ? candidate : -1;
      }
    };
  }

  /** The first {@code count} of these numbers, which ascend. */
  static Candidates listed(long[] ascending, int count) {
    return new Candidates() {
      @Override
      public long below(long sequence) {
        int at = Arrays.binarySearch(ascending, 0, count, sequence);
        int before = (at < 0 ? -at - 1 : at) - 1;
        return before >= 0 ? ascending[before] : -1;
      }

      @Override
      public long above(long sequence) {
        int at = Arrays.binarySearch(ascending, 0, count, sequence);
        int after = at < 0 ? -at - 1 : at + 1;
        return after < count ? ascending[after] : -1;
      }
    };
  }

  /** These, of which all are older, and newer ones. */
  default Candidates and(Candidates newer) {
    Candidates older = this;
    return new Candidates() {
      @Override
      public long below(long sequence) {
        long candidate = newer.below(sequence);
        return candidate >= 0 ? candidate : older.below(sequence);
      }

      @Override
      public long above(long sequence) {
        long candidate = older.above(sequence);
        return candidate >= 0 ? candidate : newer.above(sequence);
      }
    };
  }
}
