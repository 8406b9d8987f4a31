package io.dialflux;

import io.dialflux.http.ApiRequest;
import io.dialflux.http.ApiResponse;
import io.dialflux.http.Exchange;
import io.dialflux.http.ExchangeFilter;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The headers that every request bears. The library names itself and claims no other's name. */
final class HeadersFilter implements ExchangeFilter {
  static final String USER_AGENT = userAgent();
  static final String JSON = "application/json";
  static final String FORM = "application/x-www-form-urlencoded; charset=UTF-8";

  private static final Map<String, String> ALWAYS =
      Map.of("user-agent", USER_AGENT, "accept", JSON);
  private static final Map<String, String> WITH_FORM =
      Map.of("user-agent", USER_AGENT, "accept", JSON, "content-type", FORM);

  @Override
  public Mono<ApiResponse> filter(ApiRequest request, Exchange next) {
    return next.exchange(request.headers(request.body() == null ? ALWAYS : WITH_FORM));
  }

  private static String userAgent() {
    String version = HeadersFilter.class.getPackage().getImplementationVersion();
    return "dialflux/"
        + (version == null ? "dev" : version)
        + " java/"
        + Runtime.version().feature();
  }
}
