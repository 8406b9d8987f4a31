package io.dialflux.simulator;

/** Reproducible randomness: the same seed and input give the same bits on every machine. */
final class Hash {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;
  private static final long FIRST = 0xFF51AFD7ED558CCDL;
  private static final long SECOND = 0xC4CEB9FE1A85EC53L;
  private static final long FIRST_INVERSE = inverse(FIRST);
  private static final long SECOND_INVERSE = inverse(SECOND);

  private Hash() {}

  static long of(long seed, long input) {
    return mix(mix(seed + GAMMA) + input * GAMMA);
  }

  static long of(long seed, String text) {
    long hash = seed;
    for (int i = 0; i < text.length(); i++) {
      hash = of(hash, text.charAt(i));
    }
    return hash;
  }

  /** A number in [0, 1). */
  static double unit(long hash) {
    return (hash >>> 11) * 0x1.0p-53;
  }

  /** MurmurHash3's 64-bit finaliser, a bijection: {@link #unmix} takes it back. */
  static long mix(long z) {
    z = (z ^ (z >>> 33)) * FIRST;
    z = (z ^ (z >>> 33)) * SECOND;
    return z ^ (z >>> 33);
  }

  static long unmix(long z) {
    z = (z ^ (z >>> 33)) * SECOND_INVERSE;
    z = (z ^ (z >>> 33)) * FIRST_INVERSE;
    return z ^ (z >>> 33);
  }

  /** The inverse of an odd number modulo 2^64, by Newton's iteration. */
  private static long inverse(long odd) {
    long x = odd;
    for (int i = 0; i < 6; i++) {
      x *= 2 - odd * x;
    }
    return x;
  }
}
