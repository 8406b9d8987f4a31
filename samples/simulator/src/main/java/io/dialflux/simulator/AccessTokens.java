package io.dialflux.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * OAuth client credentials: issues access tokens that look like a JWT, because official clients
 * read the time of expiry out of them. They live on the wall clock, as their clients do.
 */
final class AccessTokens {
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final Map<String, String> sidByClient;
  private final long seed;
  private final Clock clock;
  private final Duration lifetime;
  private final AtomicLong issued = new AtomicLong();
  private final Map<String, Grant> grants = new ConcurrentHashMap<>();

  private record Grant(String accountSid, long expiresAt) {}

  /**
   * @param sidByClient the account that {@code clientId:clientSecret} stands for
   */
  AccessTokens(Map<String, String> sidByClient, long seed, Clock clock, Duration lifetime) {
    this.sidByClient = Map.copyOf(sidByClient);
    this.seed = seed;
    this.clock = clock;
    this.lifetime = lifetime;
  }

  Reply issue(Parameters form) {
    String account = sidByClient.get(form.last("client_id") + ":" + form.last("client_secret"));
    if (account == null) {
      throw ApiError.unauthenticated();
    }
    if (!"client_credentials".equals(form.last("grant_type"))) {
      throw ApiError.badRequest(20422, "grant_type must be client_credentials");
    }
    long expiresAt = clock.instant().plus(lifetime).getEpochSecond();
    String token = token(account, expiresAt);
    grants.values().removeIf(this::expired);
    grants.put(token, new Grant(account, expiresAt));
    return Reply.json(
        200,
        json -> {
          json.writeStartObject();
          json.writeStringProperty("access_token", token);
          json.writeStringProperty("token_type", "Bearer");
          json.writeNumberProperty("expires_in", lifetime.toSeconds());
          json.writeEndObject();
        });
  }

  String account(String token) {
    Grant grant = grants.get(token);
    if (grant == null) {
      throw new ApiError(401, 20101, "Invalid Access Token");
    }
    if (expired(grant)) {
      throw new ApiError(401, 20104, "Access Token expired or expiration date invalid");
    }
    return grant.accountSid;
  }

  void revoke() {
    grants.clear();
  }

  private boolean expired(Grant grant) {
    return clock.instant().getEpochSecond() >= grant.expiresAt;
  }

  private String token(String account, long expiresAt) {
    String id = Sids.hex(Hash.of(seed, issued.incrementAndGet()));
    return part("{\"alg\":\"none\",\"typ\":\"JWT\"}")
        + part("{\"sub\":\"" + account + "\",\"exp\":" + expiresAt + ",\"jti\":\"" + id + "\"}")
        + BASE64.encodeToString(id.getBytes(StandardCharsets.US_ASCII));
  }

  private static String part(String json) {
    return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8)) + ".";
  }
}
