package io.dialflux;

import io.dialflux.http.ApiRequest;
import io.dialflux.http.ApiResponse;
import io.dialflux.http.Exchange;
import io.dialflux.http.ExchangeFilter;
import reactor.core.publisher.Mono;

/** The headers that every request bears. The library names itself and claims no other's name. */
final class HeadersFilter implements ExchangeFilter {
  static final String USER_AGENT = userAgent();
  static final String JSON = "application/json";
  static final String FORM = "application/x-www-form-urlencoded; charset=UTF-8";

  @Override
  public Mono<ApiResponse> filter(ApiRequest request, Exchange next) {
    ApiRequest named = request.header("user-agent", USER_AGENT).header("accept", JSON);
    return next.exchange(request.body() == null ? named : named.header("content-type", FORM));
  }

  private static String userAgent() {
    String version = HeadersFilter.class.getPackage().getImplementationVersion();
    return "dialflux/"
        + (version == null ? "dev" : version)
        + " java/"
        + Runtime.version().feature();
  }
}
