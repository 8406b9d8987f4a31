package io.dialflux;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** An OAuth access token, good until shortly before its end or until Twilio has refused it. */
final class AccessToken {
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * Twilio's tokens live for an hour; one that ends while its request is under way would be lost.
   */
  private static final Duration MARGIN = Duration.ofSeconds(30);

  private static final long LIFETIME_IF_NOT_TOLD = 3_600;

  private final String value;
  private final Instant goodUntil;
  private volatile boolean refused;

  private AccessToken(String value, Instant goodUntil) {
    this.value = value;
    this.goodUntil = goodUntil;
  }

  /** Reads the answer of the token address; null where there is no token in it. */
  static @Nullable AccessToken parse(byte[] body, Instant now) {
    String token = null;
    long seconds = LIFETIME_IF_NOT_TOLD;
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
      for (JsonToken t = json.nextToken(); t != null; t = json.nextToken()) {
        if (t == JsonToken.VALUE_STRING && "access_token".equals(json.currentName())) {
          token = json.getString();
        } else if (t == JsonToken.VALUE_NUMBER_INT && "expires_in".equals(json.currentName())) {
          seconds = json.getLongValue();
        }
      }
    } catch (JacksonException malformed) {
      return null;
    }
    return token == null ? null : new AccessToken(token, now.plusSeconds(seconds).minus(MARGIN));
  }

  boolean good(Instant now) {
    return !refused && now.isBefore(goodUntil);
  }

  /** Twilio answered 401 to it. */
  void refused() {
    refused = true;
  }

  /** The value of an {@code Authorization} header. */
  String bearer() {
    return "Bearer " + value;
  }

  @Override
  public String toString() {
    return "AccessToken[…]";
  }
}
