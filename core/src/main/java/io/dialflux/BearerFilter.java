package io.dialflux;

import io.dialflux.error.ApiException;
import io.dialflux.http.ApiRequest;
import io.dialflux.http.ApiResponse;
import io.dialflux.http.Exchange;
import io.dialflux.http.ExchangeFilter;
import reactor.core.publisher.Mono;

/**
 * Adds an access token. One that Twilio refuses is replaced and the request sent once more:
 * Twilio's own 401 says that nothing was done, so that is safe for a create too.
 */
final class BearerFilter implements ExchangeFilter {
  private final AccessTokens tokens;

  BearerFilter(AccessTokens tokens) {
    this.tokens = tokens;
  }

  @Override
  public Mono<ApiResponse> filter(ApiRequest request, Exchange next) {
    return tokens
        .current()
        .flatMap(
            token ->
                send(request, next, token)
                    .onErrorResume(
                        BearerFilter::unauthorized,
                        refused -> {
                          token.refused();
                          return tokens.current().flatMap(fresh -> send(request, next, fresh));
                        }));
  }

  private static Mono<ApiResponse> send(ApiRequest request, Exchange next, AccessToken token) {
    return next.exchange(request.header("authorization", token.bearer()));
  }

  private static boolean unauthorized(Throwable error) {
    return error instanceof ApiException e && e.status() == 401;
  }
}
