package io.dialflux.callback;

import org.jspecify.annotations.Nullable;

/** The hashes that a SharedKey is used with, by Twilio's names. */
enum SharedKeyAlgorithm {
  HMAC_SHA1("HmacSHA1"),
  HMAC_SHA256("HmacSHA256");

  private final String javaName;

  SharedKeyAlgorithm(String javaName) {
    this.javaName = javaName;
  }

  /** The algorithm that a header names, just as it stands; null where it is not known here. */
  static @Nullable SharedKeyAlgorithm of(String name) {
    for (SharedKeyAlgorithm algorithm : values()) {
      if (algorithm.name().equals(name)) {
        return algorithm;
      }
    }
    return null;
  }

  String javaName() {
    return javaName;
  }
}
