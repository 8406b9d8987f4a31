package io.dialflux.callback;

import com.google.errorprone.annotations.CheckReturnValue;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Tells whether a request was made by somebody who knows one of the account's secrets, which is
 * Twilio, by its {@code X-Twilio-Signature}: an HMAC over the URL and the posted parameters, or
 * over the URL alone, which then holds the body's hash as {@code bodySHA256}. The secret is an auth
 * token, under SHA-1; or, where the request has the header {@code
 * X-Twilio-Webhooks-Signature-Settings}, the SharedKey that this names, under the hash that it
 * names, and nothing else.
 *
 * <pre>{@code
 * SignatureValidator.of("auth token", "the auth token before it")
 *     .sharedKey("key id", "secret")
 *     .sharedKey("id of the key before it", "its secret");
 * }</pre>
 *
 * <p>Immutable and thread-safe, does not block, and compares in constant time. Make one at
 * start-up: the first use of Java's cryptography may read its files.
 *
 * <p>A signature holds no time and covers no header but itself: a request that somebody captured is
 * valid for ever. Handlers that must not do a thing twice remember the call and the sequence
 * number.
 *
 * <p>Rules are those of <a
 * href="https://www.twilio.com/docs/usage/security#validating-requests">Twilio's security page</a>,
 * and where it is silent, what Twilio's SDKs accept: a URL with its port or without, and of a
 * repeated parameter each different value once, sorted. Where the URL has a {@code bodySHA256}, it
 * must be that of the body as it came, whatever the method and the body's type, and also of one
 * that is empty.
 */
@CheckReturnValue
public final class SignatureValidator {
  private final List<HmacKey> authTokens;
  private final Map<String, List<SharedKey>> sharedKeys;
  private final MessageDigest sha256 = newSha256();

  /** One secret under each hash, of which a request says which it is. */
  private record SharedKey(Map<SharedKeyAlgorithm, HmacKey> keys) {
    static SharedKey of(String secret) {
      Map<SharedKeyAlgorithm, HmacKey> keys = new HashMap<>();
      for (SharedKeyAlgorithm algorithm : SharedKeyAlgorithm.values()) {
        keys.put(algorithm, HmacKey.of(algorithm.javaName(), secret));
      }
      return new SharedKey(Map.copyOf(keys));
    }
  }

  private SignatureValidator(List<HmacKey> authTokens, Map<String, List<SharedKey>> sharedKeys) {
    this.authTokens = List.copyOf(authTokens);
    this.sharedKeys = Map.copyOf(sharedKeys);
  }

  /**
   * A validator for one account. Unless it is told to use a SharedKey, Twilio signs with the
   * account's primary auth token, also where requests are made with an API key, and for a
   * subaccount with the subaccount's own.
   *
   * @param authToken the account's auth token
   * @param others tokens that are valid too, as both are while one takes the other's place
   * @return a validator that accepts a signature by any of them
   */
  public static SignatureValidator of(String authToken, String... others) {
    List<HmacKey> tokens = new ArrayList<>();
    tokens.add(authToken("authToken", authToken));
    for (String other : others) {
      tokens.add(authToken("others", other));
    }
    return new SignatureValidator(tokens, Map.of());
  }

  /**
   * A validator that accepts a SharedKey only, and no auth token: for an account that has all its
   * webhooks signed so.
   *
   * @param id the key's id
   * @param secret what the key signs with
   * @return a validator to which other keys may be added
   */
  public static SignatureValidator ofSharedKey(String id, String secret) {
    return new SignatureValidator(List.of(), Map.of()).sharedKey(id, secret);
  }

  /**
   * Accepts what is signed with a SharedKey too, under HMAC-SHA256 or HMAC-SHA1 as the request's
   * settings header says. Several keys are valid side by side, as two are while one takes the
   * other's place; so are two secrets of one id.
   *
   * @param id the key's id, as the settings header has it: printable ASCII, no comma in it
   * @param secret what the key signs with
   * @return a validator that accepts this key beside what this one accepts
   */
  public SignatureValidator sharedKey(String id, String secret) {
    if (!SignatureSettings.isValue(Objects.requireNonNull(id, "id"))) {
      throw new IllegalArgumentException("id must be printable ASCII without a comma");
    }
    SharedKey key = SharedKey.of(checked("secret", secret));
    Map<String, List<SharedKey>> more = new HashMap<>(sharedKeys);
    List<SharedKey> ofId = new ArrayList<>(more.getOrDefault(id, List.of()));
    ofId.add(key);
    more.put(id, List.copyOf(ofId));
    return new SignatureValidator(authTokens, more);
  }

  private static HmacKey authToken(String parameter, String token) {
    return HmacKey.of(SharedKeyAlgorithm.HMAC_SHA1.javaName(), checked(parameter, token));
  }

  private static String checked(String parameter, String secret) {
    if (Objects.requireNonNull(secret, parameter).isBlank()) {
      throw new IllegalArgumentException(parameter + " must not be blank");
    }
    return secret;
  }

  /**
   * {@return whether the request is signed as it stands} A body that is no form must be covered by
   * {@code bodySHA256}.
   *
   * @param request with its full URL
   */
  public boolean isValid(CallbackRequest request) {
    return judge(request) == SignatureVerdict.VALID;
  }

  SignatureVerdict judge(CallbackRequest request) {
    String header = request.header(SignatureSettings.HEADER);
    if (header == null) {
      return judge(request, authTokens);
    }
    SignatureSettings settings = SignatureSettings.parse(header);
    if (settings == null) {
      return SignatureVerdict.UNREADABLE_SETTINGS;
    }
    SharedKeyAlgorithm algorithm = SharedKeyAlgorithm.of(settings.algorithm());
    if (algorithm == null) {
      return SignatureVerdict.UNKNOWN_ALGORITHM;
    }
    List<SharedKey> keys = sharedKeys.get(settings.key());
    return keys == null
        ? SignatureVerdict.UNKNOWN_KEY
        : judge(request, keys.stream().map(key -> key.keys.get(algorithm)).toList());
  }

  private SignatureVerdict judge(CallbackRequest request, List<HmacKey> keys) {
    String given = request.header("X-Twilio-Signature");
    if (given == null) {
      return SignatureVerdict.UNSIGNED;
    }
    List<String> hashes = request.query().getOrDefault("bodySHA256", List.of());
    boolean hasForm = request.hasForm();
    if (hashes.isEmpty() && request.isPost() && !hasForm && request.body().length > 0) {
      return SignatureVerdict.UNCOVERED_BODY;
    }
    if (!areOf(request.body(), hashes)) {
      return SignatureVerdict.OTHER_BODY;
    }
    List<String> parameters = new ArrayList<>();
    if (hasForm) {
      parameters.add(concatenated(request.form()));
    }
    if (!hasForm || !hashes.isEmpty()) {
      parameters.add(""); // a hash covers the body, and the URL alone is signed
    }
    return isSigned(request.url(), parameters, given, keys)
        ? SignatureVerdict.VALID
        : SignatureVerdict.OTHER_SIGNATURE;
  }

  /**
   * @param parameters what may be signed behind the URL
   */
  private static boolean isSigned(
      String url, List<String> parameters, String given, List<HmacKey> keys) {
    byte[] signature = given.getBytes(StandardCharsets.UTF_8);
    boolean valid = false;
    // every key and URL is tried, so that the time does not tell which one fitted
    for (String tried : List.of(url, Urls.withPortToggled(url))) {
      for (String behind : parameters) {
        byte[] signed = (tried + behind).getBytes(StandardCharsets.UTF_8);
        for (HmacKey key : keys) {
          valid |= MessageDigest.isEqual(signature, key.signature(signed));
        }
      }
    }
    return valid;
  }

  private static String concatenated(Map<String, List<String>> form) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(form)
        .forEach(
            (name, values) ->
                new TreeSet<>(values).forEach(value -> text.append(name).append(value)));
    return text.toString();
  }

  private boolean areOf(byte[] body, List<String> hashes) {
    if (hashes.isEmpty()) {
      return true;
    }
    byte[] real =
        HexFormat.of().formatHex(unusedSha256().digest(body)).getBytes(StandardCharsets.US_ASCII);
    boolean all = true;
    for (String hash : hashes) {
      all &= MessageDigest.isEqual(real, hash.getBytes(StandardCharsets.UTF_8));
    }
    return all;
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
}
