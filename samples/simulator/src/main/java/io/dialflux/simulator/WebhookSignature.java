package io.dialflux.simulator;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.SortedMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * {@code X-Twilio-Signature}: HMAC-SHA1 over the URL and, for POST, each parameter's name and value
 * in the order of names.
 */
final class WebhookSignature {
  private final Mac keyed;

  WebhookSignature(String authToken) {
    try {
      keyed = Mac.getInstance("HmacSHA1");
      keyed.init(new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every Java has HmacSHA1", e);
    }
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
