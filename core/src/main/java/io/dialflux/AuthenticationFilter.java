package io.dialflux;

import io.dialflux.http.ApiRequest;
import io.dialflux.http.ApiResponse;
import io.dialflux.http.Exchange;
import io.dialflux.http.ExchangeFilter;
import reactor.core.publisher.Mono;

/** Adds the {@code Authorization} header. */
final class AuthenticationFilter implements ExchangeFilter {
  private final Mono<String> authorization;

  AuthenticationFilter(Mono<String> authorization) {
    this.authorization = authorization;
  }

  @Override
  public Mono<ApiResponse> filter(ApiRequest request, Exchange next) {
    return authorization.flatMap(value -> next.exchange(request.header("authorization", value)));
  }
}
