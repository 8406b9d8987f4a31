package io.dialflux.internal.netty;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Status and headers of an answer.
 *
 * @param headers a header's first value by its name, whose case does not matter
 */
public record ResponseHead(int status, Function<String, @Nullable String> headers) {
  public boolean isSuccess() {
    return status >= 200 && status < 300;
  }

  public @Nullable String header(String name) {
    return headers.apply(name);
  }
}
