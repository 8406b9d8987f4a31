package io.dialflux.callback;

import com.google.errorprone.annotations.CheckReturnValue;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether a request was made by somebody who knows the account's auth token, which is Twilio,
 * by its {@code X-Twilio-Signature}: an HMAC-SHA1 over the URL and the posted parameters, or over
 * the URL alone, which then holds the body's hash as {@code bodySHA256}.
 *
 * <p>Thread-safe, does not block, and compares in constant time. Make one at start-up: the first
 * use of Java's cryptography may read its files.
 *
 * <p>A signature holds no time and covers no header but itself: a request that somebody captured is
 * valid for ever. Handlers that must not do a thing twice remember the call and the sequence
 * number.
 *
 * <p>Rules are those of <a
 * href="https://www.twilio.com/docs/usage/security#validating-requests">Twilio's security page</a>,
 * and where it is silent, what Twilio's SDKs accept: a URL with its port or without, and of a
 * repeated parameter each different value once, sorted.
 */
@CheckReturnValue
public final class SignatureValidator {
  private static final String HMAC = "HmacSHA1";

  private final List<Key> keys;
  private final MessageDigest sha256;

  private SignatureValidator(List<String> authTokens) {
    keys = authTokens.stream().map(Key::of).toList();
    sha256 = newSha256();
  }

  /**
   * A validator for one account. Twilio signs with the account's primary auth token, also where
   * requests are made with an API key, and for a subaccount with the subaccount's own.
   *
   * @param authToken the account's auth token
   * @param others tokens that are valid too, as both are while one takes the other's place
   * @return a validator that accepts a signature by any of them
   */
  public static SignatureValidator of(String authToken, String... others) {
    List<String> tokens = new ArrayList<>();
    tokens.add(checked("authToken", authToken));
    for (String other : others) {
      tokens.add(checked("others", other));
    }
    return new SignatureValidator(tokens);
  }

  private static String checked(String parameter, String token) {
    if (Objects.requireNonNull(token, parameter).isBlank()) {
      throw new IllegalArgumentException(parameter + " must not be blank");
    }
    return token;
  }

  /**
   * {@return whether the request is signed as it stands} A body that is no form must be covered by
   * {@code bodySHA256}.
   *
   * @param request with its full URL
   */
  public boolean isValid(CallbackRequest request) {
    String given = request.header("X-Twilio-Signature");
    String parameters = parameters(request);
    if (given == null || parameters == null) {
      return false;
    }
    byte[] signature = given.getBytes(StandardCharsets.UTF_8);
    boolean valid = false;
    // every key and URL is tried, so that the time does not tell which one fitted
    for (String url : List.of(request.url(), Urls.withPortToggled(request.url()))) {
      byte[] signed = (url + parameters).getBytes(StandardCharsets.UTF_8);
      for (Key key : keys) {
        valid |= MessageDigest.isEqual(signature, key.signature(signed));
      }
    }
    return valid;
  }

  /** What is signed after the URL; null where the body is not covered at all. */
  private @Nullable String parameters(CallbackRequest request) {
    if (request.hasForm()) {
      return concatenated(request.form());
    }
    if (!request.isPost() || request.body().length == 0) {
      return "";
    }
    String hash = Form.first(request.query(), "bodySHA256");
    return hash != null && isHash(request.body(), hash) ? "" : null;
  }

  private static String concatenated(Map<String, List<String>> form) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(form)
        .forEach(
            (name, values) ->
                new TreeSet<>(values).forEach(value -> text.append(name).append(value)));
    return text.toString();
  }

  private boolean isHash(byte[] body, String hash) {
    String real = HexFormat.of().formatHex(unusedSha256().digest(body));
    return MessageDigest.isEqual(
        real.getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.UTF_8));
  }

  private MessageDigest unusedSha256() {
    try {
      return (MessageDigest) sha256.clone();
    } catch (CloneNotSupportedException notThisProviders) {
      return newSha256();
    }
  }

  private static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible); // every Java platform has it
    }
  }

  /** A copy is had without a look for a provider; where a provider makes none, there is one. */
  private record Key(SecretKeySpec secret, Mac unused) {
    static Key of(String authToken) {
      SecretKeySpec secret = new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), HMAC);
      return new Key(secret, newMac(secret));
    }

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
        Mac mac = Mac.getInstance(HMAC);
        mac.init(secret);
        return mac;
      } catch (GeneralSecurityException impossible) {
        throw new IllegalStateException(impossible); // every Java platform has it
      }
    }
  }
}
