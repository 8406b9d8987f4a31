package io.dialflux.simulator;

import java.util.Map;

/**
 * One webhook and its answer, as the call's events tell of it.
 *
 * @param status 0 when there was no answer
 */
record WebhookExchange(
    String method,
    String url,
    Map<String, String> parameters,
    long atMillis,
    int status,
    String contentType,
    String body,
    long durationMillis) {

  boolean ok() {
    return status >= 200 && status < 300;
  }
}
