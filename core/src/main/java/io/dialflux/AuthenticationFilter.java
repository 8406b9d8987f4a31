package io.dialflux;

import io.dialflux.http.ApiRequest;
import io.dialflux.http.ApiResponse;
import io.dialflux.http.Exchange;
import io.dialflux.http.ExchangeFilter;
import reactor.core.publisher.Mono;

/** Adds the {@code Authorization} header of an account's token or an API key: always the same. */
final class AuthenticationFilter implements ExchangeFilter {
  private final String authorization;

  AuthenticationFilter(String authorization) {
    this.authorization = authorization;
  }

  @Override
  public Mono<ApiResponse> filter(ApiRequest request, Exchange next) {
    return next.exchange(request.header("authorization", authorization));
  }
}
