package io.dialflux.internal.netty;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Status and headers of an answer.
 *
 * @param headers first values by lower-case name
 */
public record ResponseHead(int status, Map<String, String> headers) {
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  public @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }
}
