package io.dialflux;

import io.dialflux.error.NotSentException;
import io.dialflux.http.ApiRequest;
import io.dialflux.http.Effect;
import io.dialflux.http.Operation;
import io.dialflux.internal.netty.Delivery;
import io.dialflux.internal.netty.NettyTransport;
import io.dialflux.internal.netty.RawResponse;
import io.dialflux.internal.wire.Form;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** An OAuth access token, fetched by client credentials and kept until shortly before its end. */
record AccessToken(String value, Duration lifetime) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Duration MARGIN = Duration.ofSeconds(30);

  /** The {@code Authorization} header's value; one fetch serves all who wait for it. */
  static Mono<String> authorization(
      Credentials credentials, URI tokenUri, NettyTransport transport, Scheduler scheduler) {
    byte[] form =
        Form.EMPTY
            .with("grant_type", "client_credentials")
            .with("client_id", credentials.user())
            .with("client_secret", credentials.secret())
            .encoded();
    ApiRequest request =
        ApiRequest.form(Operation.FETCH, Effect.READ, tokenUri.toString(), form, null)
            .header("content-type", "application/x-www-form-urlencoded; charset=UTF-8");
    return transport
        .send(request)
        .map(AccessToken::read)
        .onErrorMap(AccessToken::notSent)
        // what is written here is not the operation's request
        .contextWrite(context -> context.delete(Delivery.class))
        .cacheInvalidateWhen(token -> Mono.delay(token.lifetime, scheduler).then())
        .map(token -> "Bearer " + token.value);
  }

  /** Whatever went wrong here, the request that needed the token was not sent. */
  private static NotSentException notSent(Throwable cause) {
    return new NotSentException(
        NotSentException.Reason.CREDENTIALS, "not sent: no access token to be had", cause);
  }

  private static AccessToken read(RawResponse answer) {
    String token = null;
    long seconds = 3_600;
    if (answer.status() == 200) {
      try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), answer.body())) {
        for (JsonToken t = json.nextToken(); t != null; t = json.nextToken()) {
          if (t == JsonToken.VALUE_STRING && "access_token".equals(json.currentName())) {
            token = json.getString();
          } else if (t == JsonToken.VALUE_NUMBER_INT && "expires_in".equals(json.currentName())) {
            seconds = json.getLongValue();
          }
        }
      } catch (JacksonException malformed) {
        token = null;
      }
    }
    return of(token, seconds, answer.status());
  }

  private static AccessToken of(@Nullable String token, long seconds, int status) {
    if (token == null) {
      throw new IllegalStateException("the token address answered " + status + " without a token");
    }
    Duration lifetime = Duration.ofSeconds(Math.max(1, seconds)).minus(MARGIN);
    return new AccessToken(token, lifetime.isNegative() ? Duration.ZERO : lifetime);
  }

  @Override
  public String toString() {
    return "AccessToken[…]";
  }
}
