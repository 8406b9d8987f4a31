package io.dialflux.history;

import java.util.HashSet;
import java.util.Set;

/** SIDs in 16 bytes each: their 32 hexadecimal digits, in an open hash table. Not thread-safe. */
final class SidSet {
  private static final int LENGTH = 34;

  /** What each character up to f is worth. */
  private static final byte[] DIGITS = new byte['f' + 1];

  static {
    for (char c = 0; c <= 'f'; c++) {
      DIGITS[c] = (byte) (c >= 'A' && c <= 'F' ? -1 : Character.digit(c, 16));
    }
  }

  private static final int FEWEST_PLACES = 64;

  /** Two longs for each place; both zero where it is free. */
  private long[] places;

  private int size;

  /** What is no SID as Twilio makes them, or has nothing but zeros in one half. */
  private final Set<String> others = new HashSet<>(0);

  /**
   * @param expected for how many it need not grow
   */
  SidSet(int expected) {
    int full = expected + expected / 2 + 1; // when two thirds are
    places = new long[2 * Math.max(FEWEST_PLACES, Integer.highestOneBit(full) << 1)];
  }

  int size() {
    return size + others.size();
  }

  /** Whether it was not there before. */
  boolean add(String sid, long high, long low) {
    if (other(sid, high, low)) {
      return others.add(sid);
    }
    int place = place(high, low);
    if (places[place] == high && places[place + 1] == low) {
      return false;
    }
    places[place] = high;
    places[place + 1] = low;
    if (++size * 3 > places.length) { // two thirds full
      grow();
    }
    return true;
  }

  boolean contains(String sid, long high, long low) {
    if (other(sid, high, low)) {
      return others.contains(sid);
    }
    int place = place(high, low);
    return places[place] == high && places[place + 1] == low;
  }

  /** Where it is, or would be. */
  private int place(long high, long low) {
    int mask = places.length / 2 - 1;
    // the digits are random
    int at = (int) (low ^ (low >>> 32)) & mask;
    while (!(places[2 * at] == high && places[2 * at + 1] == low)
        && (places[2 * at] | places[2 * at + 1]) != 0) {
      at = (at + 1) & mask;
    }
    return 2 * at;
  }

  private void grow() {
    long[] old = places;
    places = new long[2 * old.length];
    for (int i = 0; i < old.length; i += 2) {
      if ((old[i] | old[i + 1]) != 0) {
        int place = place(old[i], old[i + 1]);
        places[place] = old[i];
        places[place + 1] = old[i + 1];
      }
    }
  }

  private static boolean other(String sid, long high, long low) {
    return high == 0 || low == 0 || sid.length() != LENGTH || !sid.startsWith("CA");
  }

  /** The first 16 digits of a SID; 0 where they are something else. */
  static long high(String sid) {
    return number(sid, 2);
  }

  /** The last 16. */
  static long low(String sid) {
    return number(sid, 18);
  }

  /** Lower-case hexadecimal digits. */
  private static long number(String sid, int from) {
    if (sid.length() != LENGTH) {
      return 0;
    }
    long number = 0;
    for (int i = from; i < from + 16; i++) {
      int digit = digit(sid.charAt(i));
      if (digit < 0) {
        return 0;
      }
      number = number << 4 | digit;
    }
    return number;
  }

  private static int digit(char c) {
    return c <= 'f' ? DIGITS[c] : -1;
  }
}
