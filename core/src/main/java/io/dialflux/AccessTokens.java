package io.dialflux;

import io.dialflux.error.CallsException;
import io.dialflux.error.NotSentException;
import io.dialflux.error.NotSentException.Reason;
import io.dialflux.http.ApiRequest;
import io.dialflux.http.Effect;
import io.dialflux.http.Operation;
import io.dialflux.internal.netty.NettyTransport;
import io.dialflux.internal.netty.ResponseHead;
import io.dialflux.internal.wire.Form;
import java.net.URI;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Access tokens by OAuth client credentials: one is kept, and one fetch serves all who wait. */
final class AccessTokens {
  private static final String NO_TOKEN = "not sent: no access token to be had: ";

  private final NettyTransport transport;
  private final Scheduler scheduler;
  private final ApiRequest request;
  private final Mono<AccessToken> current;

  AccessTokens(Credentials credentials, URI uri, NettyTransport transport, Scheduler scheduler) {
    this.transport = transport;
    this.scheduler = scheduler;
    byte[] form =
        Form.EMPTY
            .with("grant_type", "client_credentials")
            .with("client_id", credentials.user())
            .with("client_secret", credentials.secret())
            .encoded();
    this.request =
        ApiRequest.form(Operation.FETCH, Effect.READ, uri.toString(), form, null)
            .header("content-type", HeadersFilter.FORM)
            .header("user-agent", HeadersFilter.USER_AGENT)
            .header("accept", HeadersFilter.JSON);
    this.current = fetch().cacheInvalidateIf(token -> !token.good(now()));
  }

  /** A token that is good; fetched when there is none. */
  Mono<AccessToken> current() {
    return current;
  }

  private Mono<AccessToken> fetch() {
    return transport
        .sendBeforeAll(
            request,
            head ->
                new WholeBody<>(
                    head, this::read, cause -> Failures.unreadable(request, head, cause)))
        .onErrorMap(AccessTokens::notSent);
  }

  private AccessToken read(ResponseHead head, byte[] body) {
    if (!head.isSuccess()) {
      CallsException failure = Failures.of(request, head, body, now());
      String refusal = OAuthError.refusal(head.status(), body);
      throw refusal == null
          ? failure
          : NotSentException.credentialsRefused(NO_TOKEN + refusal, failure);
    }
    AccessToken token = AccessToken.parse(body, now());
    if (token == null) {
      throw Failures.unreadable(request, head, null);
    }
    return token;
  }

  /** Whatever went wrong here, the request that needed the token was not sent. */
  private static NotSentException notSent(Throwable cause) {
    if (cause instanceof NotSentException n && n.isFinal()) {
      return n;
    }
    String why = String.valueOf(cause.getMessage()).replaceFirst("^" + Operation.FETCH + ": ", "");
    return new NotSentException(Reason.CREDENTIALS, NO_TOKEN + why, cause);
  }

  private Instant now() {
    return Instant.ofEpochMilli(scheduler.now(TimeUnit.MILLISECONDS));
  }
}
