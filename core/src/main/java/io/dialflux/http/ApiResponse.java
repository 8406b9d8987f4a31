package io.dialflux.http;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The answer to a request that succeeded. Immutable. */
public final class ApiResponse {
  private final int status;
  private final Function<String, @Nullable String> headers;
  private final @Nullable Object body;

  /**
   * An answer: for filters that answer themselves, and for their tests.
   *
   * @param status the HTTP status
   * @param headers a header's first value by its name, whatever the name's case
   * @param body what was read from the body, as {@link #body()} says
   */
  public ApiResponse(
      int status, Function<String, @Nullable String> headers, @Nullable Object body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /**
   * {@return the HTTP status, 200 to 299 (or 404 for a delete that an earlier attempt had done)}
   */
  public int status() {
    return status;
  }

  /**
   * {@return the first value of a header; null where it is absent}
   *
   * @param name its case does not matter
   */
  public @Nullable String header(String name) {
    return headers.apply(name);
  }

  /**
   * {@return what the body was read into: a {@link io.dialflux.call.Call} for create, fetch and
   * update, a {@link io.dialflux.call.CallPage} for a page, a list of {@link
   * io.dialflux.call.LoggedRequest} for events; null for delete. Of a list whose calls were handed
   * on or collected while they were read, null or something that only the client reads}
   */
  public @Nullable Object body() {
    return body;
  }

  @Override
  public String toString() {
    return "ApiResponse[" + status + "]";
  }
}
