package io.dialflux.callback;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A secret that requests are signed with, under one hash.
 *
 * @param unused is copied for each signature, which needs no look for a provider; where a provider
 *     makes no copies, a new one is made
 */
record HmacKey(SecretKeySpec secret, Mac unused) {
  /**
   * @param algorithm Java's name of the HMAC, such as {@code HmacSHA1}
   */
  static HmacKey of(String algorithm, String secret) {
    SecretKeySpec key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm);
    return new HmacKey(key, newMac(key));
  }

  /** The signature in base64, as a header has it. */
  byte[] signature(byte[] signed) {
    return Base64.getEncoder().encode(unusedMac().doFinal(signed));
  }

  private Mac unusedMac() {
    try {
      return (Mac) unused.clone();
    } catch (CloneNotSupportedException notThisProviders) {
      return newMac(secret);
    }
  }

  private static Mac newMac(SecretKeySpec secret) {
    try {
      Mac mac = Mac.getInstance(secret.getAlgorithm());
      mac.init(secret);
      return mac;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible); // every Java platform has these
    }
  }

  @Override
  public String toString() {
    return "HmacKey[" + secret.getAlgorithm() + "]";
  }
}
