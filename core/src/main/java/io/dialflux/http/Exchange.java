package io.dialflux.http;

import com.google.errorprone.annotations.CheckReturnValue;
import reactor.core.publisher.Mono;

/** Sends a request and answers with what came back. */
@FunctionalInterface
@CheckReturnValue
public interface Exchange {
  /**
   * Sends a request. Cold: nothing is sent before subscription, and each subscription sends it.
   *
   * @param request what to send
   * @return the answer to a request that succeeded, or a {@link io.dialflux.error.CallsException}
   */
  Mono<ApiResponse> exchange(ApiRequest request);
}
