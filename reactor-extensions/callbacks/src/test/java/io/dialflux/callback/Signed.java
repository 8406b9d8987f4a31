package io.dialflux.callback;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Requests as Twilio makes them. */
final class Signed {
  static final String TOKEN = "12345";
  static final String SID = "CA0123456789abcdef0123456789abcdef";
  static final String FORM = "application/x-www-form-urlencoded; charset=UTF-8";

  private Signed() {}

  static String form(Map<String, String> parameters) {
    return parameters.entrySet().stream()
        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static String signature(String token, String url, Map<String, String> posted) {
    return signature("HmacSHA1", token, url, posted);
  }

  static String signature(String algorithm, String secret, String url, Map<String, String> posted) {
    StringBuilder signed = new StringBuilder(url);
    new TreeMap<>(posted).forEach((name, value) -> signed.append(name).append(value));
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
      return Base64.getEncoder()
          .encodeToString(mac.doFinal(signed.toString().getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static CallbackRequest post(String url, Map<String, String> posted) {
    return post(url, form(posted), signature(TOKEN, url, posted));
  }

  static CallbackRequest post(String url, String form, @Nullable String signature) {
    return request("POST", url, FORM, form, signature);
  }

  static CallbackRequest get(String url) {
    return request("GET", url, null, "", signature(TOKEN, url, Map.of()));
  }

  static CallbackRequest request(
      String method, String url, @Nullable String type, String body, @Nullable String signature) {
    return request(method, url, type, body, signature, null);
  }

  /**
   * @param settings the header of a request that is signed with a SharedKey
   */
  static CallbackRequest request(
      String method,
      String url,
      @Nullable String type,
      String body,
      @Nullable String signature,
      @Nullable String settings) {
    return CallbackRequest.of(
        method,
        url,
        name ->
            switch (name) {
              case "X-Twilio-Signature" -> signature;
              case "X-Twilio-Webhooks-Signature-Settings" -> settings;
              case "Content-Type" -> type;
              case "I-Twilio-Idempotency-Token" -> "token-1";
              default -> null;
            },
        body.getBytes(StandardCharsets.UTF_8));
  }
}
