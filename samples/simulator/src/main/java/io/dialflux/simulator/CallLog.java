package io.dialflux.simulator;

import java.util.Arrays;

/**
 * Calls by sequence number. One thread at a time appends; any number read without a lock, and see
 * every call below the {@link #size} they have read.
 */
final class CallLog {
  private static final int CHUNK = 1 << 12;

  private volatile PlacedCall[][] chunks = new PlacedCall[16][];
  private volatile long size;

  long size() {
    return size;
  }

  PlacedCall get(long sequence) {
    return chunks[(int) (sequence / CHUNK)][(int) (sequence % CHUNK)];
  }

  /** The number of the first call created at this time or later, which is the size if none was. */
  long firstCreatedAtOrAfter(long millis) {
    long low = 0;
    long high = size;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (get(middle).createdAt < millis) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  void append(PlacedCall call) {
    int chunk = (int) (size / CHUNK);
    if (chunk == chunks.length) {
      chunks = Arrays.copyOf(chunks, chunk * 2);
    }
    if (chunks[chunk] == null) {
      chunks[chunk] = new PlacedCall[CHUNK];
    }
    chunks[chunk][(int) (size % CHUNK)] = call;
    size = size + 1;
  }
}
