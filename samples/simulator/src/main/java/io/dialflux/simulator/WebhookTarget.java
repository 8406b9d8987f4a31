package io.dialflux.simulator;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A URL that Twilio requests, and how hard it tries: what the URL's fragment overrides ({@code
 * #rc=2&rp=all&rt=2000}), or else Twilio's defaults.
 *
 * @param retries how often a failed request is repeated ({@code rc})
 * @param policy the kinds of failure that are repeated ({@code rp}): ct, rt, 4xx, 5xx or all
 */
record WebhookTarget(
    String url,
    boolean post,
    Duration connect,
    Duration read,
    Duration total,
    int retries,
    Set<String> policy) {

  static WebhookTarget of(String url, @Nullable String method) {
    int hash = url.indexOf('#');
    Parameters overrides = overrides(hash < 0 ? "" : url.substring(hash + 1));
    String policy = overrides.last("rp");
    return new WebhookTarget(
        hash < 0 ? url : url.substring(0, hash),
        !"GET".equals(method),
        Duration.ofMillis(number(overrides, "ct", 100, 10_000, 5_000)),
        Duration.ofMillis(number(overrides, "rt", 100, 15_000, 15_000)),
        Duration.ofMillis(number(overrides, "tt", 100, 15_000, 15_000)),
        number(overrides, "rc", 0, 5, 1),
        Set.of((policy == null ? "ct" : policy).split(",")));
  }

  private static Parameters overrides(String fragment) {
    try {
      return Parameters.parse(fragment);
    } catch (ApiError malformed) {
      return Parameters.parse("");
    }
  }

  /** An override that makes no sense is no override. */
  private static int number(Parameters overrides, String name, int from, int to, int absent) {
    try {
      int number = overrides.integer(name, absent);
      return from <= number && number <= to ? number : absent;
    } catch (ApiError notANumber) {
      return absent;
    }
  }

  /** Whether a failure of this kind, which is nothing for a success, is worth another request. */
  boolean repeats(String kind) {
    return !kind.isEmpty() && (policy.contains(kind) || policy.contains("all"));
  }

  String method() {
    return post ? "POST" : "GET";
  }
}
