package io.dialflux.cli.summary;

import java.util.Arrays;

/**
 * Counts durations by length, so that a percentile can be told of any number of them from 12 KB at
 * most. To the second below 256 s, beyond that to less than 0.8 %; the sum and the longest are
 * exact.
 */
public final class Durations {
  private static final int EXACT_BITS = 8;
  private static final int EXACT = 1 << EXACT_BITS;
  private static final int STEPS = EXACT / 2;
  private static final int LARGEST_BITS = 18;

  /**
   * Three days: Twilio ends a call after one. Whatever is longer counts as this in a percentile.
   */
  private static final long LARGEST = (1L << LARGEST_BITS) - 1;

  static final int MOST_BUCKETS = EXACT + (LARGEST_BITS - EXACT_BITS) * STEPS;

  private long[] buckets = new long[0];
  private long count;
  private long seconds;
  private long longest;

  void add(long duration) {
    long length = Math.max(0, duration);
    count(bucket(length), 1);
    count++;
    seconds += length;
    longest = Math.max(longest, length);
  }

  void add(Durations others) {
    for (int bucket = 0; bucket < others.buckets.length; bucket++) {
      if (others.buckets[bucket] > 0) {
        count(bucket, others.buckets[bucket]);
      }
    }
    count += others.count;
    seconds += others.seconds;
    longest = Math.max(longest, others.longest);
  }

  private void count(int bucket, long more) {
    if (bucket >= buckets.length) {
      buckets = Arrays.copyOf(buckets, Math.min(MOST_BUCKETS, Math.max(64, 2 * bucket)));
    }
    buckets[bucket] += more;
  }

  private static int bucket(long seconds) {
    long length = Math.min(seconds, LARGEST);
    if (length < EXACT) {
      return (int) length;
    }
    int shift = Long.SIZE - Long.numberOfLeadingZeros(length) - EXACT_BITS;
    return EXACT + (shift - 1) * STEPS + (int) (length >> shift) - STEPS;
  }

  /** The longest duration that a bucket counts. */
  private static long top(int bucket) {
    if (bucket < EXACT) {
      return bucket;
    }
    int shift = (bucket - EXACT) / STEPS + 1;
    long steps = (bucket - EXACT) % STEPS + STEPS;
    return (steps + 1 << shift) - 1;
  }

  public long count() {
    return count;
  }

  /** All of them together, in seconds. */
  public long total() {
    return seconds;
  }

  /** In seconds; 0 where there is none. */
  public long longest() {
    return longest;
  }

  /**
   * The shortest duration in seconds that so many are no longer than; 0 where there is none.
   *
   * @param percent more than 0, 100 at most; 50 is the median
   */
  public long percentile(double percent) {
    long rank = (long) Math.ceil(count * percent / 100);
    long seen = 0;
    for (int bucket = 0; bucket < buckets.length; bucket++) {
      seen += buckets[bucket];
      if (seen >= rank && seen > 0) {
        return Math.min(longest, top(bucket));
      }
    }
    return longest;
  }

  /**
   * How many last {@code from} seconds or longer, and less than {@code before}. Exact where a
   * bucket ends at the bounds: at every second below 256 s, and at 5, 10 and 30 minutes and whole
   * hours.
   */
  long between(long from, long before) {
    long between = 0;
    for (int bucket = 0; bucket < buckets.length; bucket++) {
      if (top(bucket) >= from && top(bucket) < before) {
        between += buckets[bucket];
      }
    }
    return between;
  }
}
