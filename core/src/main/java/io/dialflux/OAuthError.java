package io.dialflux;

import io.dialflux.internal.wire.Mask;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The errors of an OAuth token endpoint (RFC 6749, 5.2), and Twilio's own where it sends these. */
final class OAuthError {
  private static final JsonFactory JSON = new JsonFactory();

  /** The codes that repeating the request cannot change; no other text is quoted. */
  private static final Set<String> FINAL =
      Set.of(
          "invalid_request",
          "invalid_client",
          "invalid_grant",
          "unauthorized_client",
          "unsupported_grant_type",
          "invalid_scope");

  private static final Set<Integer> REFUSALS = Set.of(400, 401, 403);

  private OAuthError() {}

  /** Why the credentials are refused for good; null for any other answer. */
  static @Nullable String refusal(int status, byte[] body) {
    if (!REFUSALS.contains(status)) {
      return null;
    }
    TwilioError twilio = TwilioError.parse(body);
    return twilio == null ? code(body) : twilio.code() + ": " + Mask.text(twilio.message());
  }

  private static @Nullable String code(byte[] body) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), body)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        boolean error = json.currentName().equals("error");
        JsonToken value = json.nextToken();
        if (error && value == JsonToken.VALUE_STRING) {
          return FINAL.contains(json.getString()) ? json.getString() : null;
        }
        json.skipChildren();
      }
      return null;
    } catch (JacksonException malformed) {
      return null;
    }
  }
}
