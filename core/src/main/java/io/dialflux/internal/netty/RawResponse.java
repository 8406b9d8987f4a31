package io.dialflux.internal.netty;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An answer before anybody read it.
 *
 * @param headers first values by lower-case name
 */
public record RawResponse(int status, Map<String, String> headers, byte[] body) {
  public @Nullable String header(String name) {
    return headers.get(name.toLowerCase(Locale.ROOT));
  }
}
