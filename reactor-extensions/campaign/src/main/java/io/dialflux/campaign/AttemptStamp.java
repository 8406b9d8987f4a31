package io.dialflux.campaign;

import io.dialflux.call.CallTemplate;
import io.dialflux.call.LoggedRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * An attempt's id on its way through Twilio and back, signed: in the query of {@code Url} and
 * {@code StatusCallback}, or in a comment at the end of TwiML. A {@code CallReason} could not carry
 * it: the Call resource does not show it, and a branded call shows it to the callee.
 */
final class AttemptStamp {
  private static final String NONE = "0".repeat(32);
  private static final int MOST_TWIML = 4_000;
  private static final Pattern IN_QUERY = Pattern.compile("[?&]attempt=([0-9a-f]{32})(?=[&#]|$)");
  private static final Pattern SIGNATURE = Pattern.compile("[?&]sig=([0-9a-f]{32})(?=[&#]|$)");
  private static final Pattern IN_COMMENT =
      Pattern.compile("<!-- attempt: ([0-9a-f]{32})(?: sig: ([0-9a-f]{32}))? -->");

  private final Mac keyed;
  private final Mac random;
  private final AtomicLong ids = new AtomicLong();

  AttemptStamp(String secret) {
    byte[] seed = new byte[32];
    new SecureRandom().nextBytes(seed);
    keyed = hmac(secret.getBytes(StandardCharsets.UTF_8));
    random = hmac(seed);
  }

  private static Mac hmac(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible); // every Java platform has it
    }
  }

  /** A stamp, made where the first use of Java's cryptography may read its files. */
  static Mono<AttemptStamp> of(String secret) {
    return Mono.fromCallable(() -> new AttemptStamp(secret))
        .subscribeOn(Schedulers.boundedElastic());
  }

  /**
   * 128 bits that nobody can guess: a random key's function of a count. Asking the platform each
   * time would read its random device, which blocks.
   */
  String newId() {
    return digest(random, Long.toString(ids.incrementAndGet()));
  }

  /** Whether a template's calls can carry an id at all. */
  static boolean fits(CallTemplate template) {
    return template.value("ApplicationSid") == null;
  }

  /** Refuses TwiML that leaves no room for an id. */
  static void check(CallTemplate template) {
    String twiml = template.value("Twiml");
    if (twiml != null && template.value("StatusCallback") == null) {
      commented(twiml, NONE, NONE);
    }
  }

  CallTemplate stamp(CallTemplate template, String attemptId) {
    if (!fits(template)) {
      return template;
    }
    CallTemplate stamped = template;
    String query = "attempt=" + attemptId + "&sig=" + signature(attemptId);
    String url = template.value("Url");
    if (url != null) {
      stamped = stamped.withUrl(URI.create(with(url, query)));
    }
    String callback = template.value("StatusCallback");
    if (callback != null) {
      return stamped.parameter("StatusCallback", with(callback, query));
    }
    String twiml = template.value("Twiml");
    return twiml == null
        ? stamped
        : stamped.withTwiml(commented(twiml, attemptId, signature(attemptId)));
  }

  /**
   * The id that a call was created with, by its events.
   *
   * @return null where they do not show one, empty where it is not of this ledger
   */
  @Nullable String find(List<LoggedRequest> events) {
    for (LoggedRequest event : events) {
      String asked = inQuery(event.url());
      if (asked != null) {
        return asked;
      }
      for (String name : List.of("status_callback", "url", "twiml")) {
        String value = event.parameter(name);
        String found =
            value == null ? null : name.equals("twiml") ? inComment(value) : inQuery(value);
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private @Nullable String inQuery(String url) {
    Matcher id = IN_QUERY.matcher(url);
    if (!id.find()) {
      return null;
    }
    Matcher signature = SIGNATURE.matcher(url);
    return ours(id.group(1), signature.find() ? signature.group(1) : "");
  }

  private @Nullable String inComment(String twiml) {
    Matcher stamp = IN_COMMENT.matcher(twiml);
    return stamp.find() ? ours(stamp.group(1), String.valueOf(stamp.group(2))) : null;
  }

  /** The id that a callback's query carries; null where it carries none of this ledger. */
  @Nullable String check(@Nullable String attemptId, @Nullable String signature) {
    return attemptId == null || signature == null || ours(attemptId, signature).isEmpty()
        ? null
        : attemptId;
  }

  private String ours(String attemptId, String signature) {
    boolean ours =
        MessageDigest.isEqual(
            signature(attemptId).getBytes(StandardCharsets.US_ASCII),
            signature.getBytes(StandardCharsets.US_ASCII));
    return ours ? attemptId : "";
  }

  String signature(String attemptId) {
    return digest(keyed, attemptId);
  }

  private static String digest(Mac hmac, String text) {
    try {
      Mac mac = (Mac) hmac.clone();
      byte[] digest = mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (CloneNotSupportedException impossible) {
      throw new IllegalStateException(impossible); // the platform's own can be cloned
    }
  }

  /** The fragment holds Twilio's delivery options, so it stays last. */
  private static String with(String url, String query) {
    int fragment = url.indexOf('#');
    String address = fragment < 0 ? url : url.substring(0, fragment);
    String rest = fragment < 0 ? "" : url.substring(fragment);
    return address + (address.indexOf('?') < 0 ? "?" : "&") + query + rest;
  }

  private static String commented(String twiml, String attemptId, String signature) {
    String commented = twiml + "<!-- attempt: " + attemptId + " sig: " + signature + " -->";
    if (commented.codePointCount(0, commented.length()) > MOST_TWIML) {
      throw new IllegalArgumentException(
          "twiml must leave "
              + (commented.length() - twiml.length())
              + " of its 4,000 characters to the attempt's id, or a statusCallback must be given");
    }
    return commented;
  }
}
