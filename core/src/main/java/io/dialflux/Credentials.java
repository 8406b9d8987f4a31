package io.dialflux;

import io.dialflux.internal.wire.Arguments;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Who calls Twilio, and for which account. Immutable; {@link #toString()} shows no secret. Without
 * a {@linkplain CallsClientBuilder#region region} they are those of {@code us1}.
 */
public final class Credentials {
  enum Kind {
    BASIC,
    OAUTH
  }

  private final Kind kind;
  private final String accountSid;
  private final String user;
  private final String secret;

  private Credentials(Kind kind, String accountSid, String user, String secret) {
    this.kind = kind;
    this.accountSid = Arguments.sid("accountSid", "AC", accountSid);
    this.user = user;
    this.secret = secret;
  }

  /**
   * The account's own SID and auth token. They may act on its subaccounts too.
   *
   * @param accountSid AC and 32 hexadecimal digits
   * @param authToken sent with every request (HTTP Basic)
   * @return credentials for that account
   */
  public static Credentials authToken(String accountSid, String authToken) {
    return new Credentials(
        Kind.BASIC, accountSid, accountSid, Arguments.text("authToken", authToken));
  }

  /**
   * An API key of the account, which can be revoked by itself.
   *
   * @param accountSid AC and 32 hexadecimal digits
   * @param keySid SK and 32 hexadecimal digits
   * @param secret sent with every request (HTTP Basic)
   * @return credentials for that account
   */
  public static Credentials apiKey(String accountSid, String keySid, String secret) {
    return new Credentials(
        Kind.BASIC,
        accountSid,
        Arguments.sid("keySid", "SK", keySid),
        Arguments.text("secret", secret));
  }

  /**
   * OAuth 2 client credentials. The access token is fetched when first needed, kept until shortly
   * before it expires, and shared by all requests of a client. Where none can be had, the request
   * is a {@link io.dialflux.error.NotSentException} for {@code CREDENTIALS}.
   *
   * @param accountSid AC and 32 hexadecimal digits
   * @param clientId of an OAuth app of the account
   * @param clientSecret sent only to fetch an access token
   * @return credentials for that account
   */
  public static Credentials oauth(String accountSid, String clientId, String clientSecret) {
    return new Credentials(
        Kind.OAUTH,
        accountSid,
        Arguments.text("clientId", clientId),
        Arguments.text("clientSecret", clientSecret));
  }

  /** {@return the account whose calls a client works on, unless a view names another} */
  public String accountSid() {
    return accountSid;
  }

  Kind kind() {
    return kind;
  }

  String user() {
    return user;
  }

  String secret() {
    return secret;
  }

  /** The value of an {@code Authorization} header. */
  String basic() {
    byte[] pair = (user + ":" + secret).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  @Override
  public String toString() {
    return "Credentials[" + accountSid + "]";
  }
}
