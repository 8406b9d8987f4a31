package io.dialflux.simulator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.SortedMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * {@code X-Twilio-Signature}: an HMAC over the URL and, for POST, each parameter's name and value
 * in the order of names. With an auth token it is HMAC-SHA1; with a SharedKey, a header names the
 * key and the hash.
 */
final class WebhookSignature {
  static final String SETTINGS = "X-Twilio-Webhooks-Signature-Settings";

  private static final Map<String, String> ALGORITHMS =
      Map.of("HMAC_SHA1", "HmacSHA1", "HMAC_SHA256", "HmacSHA256");

  private final Mac keyed;
  private final @Nullable String settings;

  private WebhookSignature(String javaAlgorithm, String secret, @Nullable String settings) {
    this.settings = settings;
    try {
      keyed = Mac.getInstance(javaAlgorithm);
      keyed.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), javaAlgorithm));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has " + javaAlgorithm, e);
    }
  }

  static WebhookSignature ofAuthToken(String authToken) {
    return new WebhookSignature("HmacSHA1", authToken, null);
  }

  /**
   * @param algorithm HMAC_SHA256 or HMAC_SHA1
   * @throws IllegalArgumentException if it is another
   */
  static WebhookSignature ofSharedKey(String id, String secret, String algorithm) {
    String java = ALGORITHMS.get(algorithm);
    if (java == null) {
      throw new IllegalArgumentException("algorithm: HMAC_SHA256 or HMAC_SHA1");
    }
    return new WebhookSignature(java, secret, "key=" + id + ",algorithm=" + algorithm);
  }

  /** The value of the header {@link #SETTINGS}; null where none is sent. */
  @Nullable String settings() {
    return settings;
  }

  /**
   * @param posted the parameters in the body, none for GET
   */
  String of(String url, SortedMap<String, String> posted) {
    StringBuilder signed = new StringBuilder(url);
    posted.forEach((name, value) -> signed.append(name).append(value));
    return Base64.getEncoder().encodeToString(hash(signed.toString()));
  }

  private synchronized byte[] hash(String text) {
    return keyed.doFinal(text.getBytes(StandardCharsets.UTF_8));
  }
}
