package io.dialflux.http;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request on its way out. Immutable. Path and body hold phone numbers and perhaps secrets, so
 * {@link #toString()} shows neither.
 */
@CheckReturnValue
public final class ApiRequest {
  private final Operation operation;
  private final Effect effect;
  private final String method;
  private final String path;
  private final Map<String, String> headers;
  private final byte @Nullable [] body;
  private final @Nullable Instant notAfter;

  private ApiRequest(
      Operation operation,
      Effect effect,
      String method,
      String path,
      Map<String, String> headers,
      byte @Nullable [] body,
      @Nullable Instant notAfter) {
    this.operation = operation;
    this.effect = effect;
    this.method = method;
    this.path = path;
    this.headers = headers;
    this.body = body;
    this.notAfter = notAfter;
  }

  /**
   * A request without a body: GET or DELETE.
   *
   * @param operation which of the five it is
   * @param effect what sending it does, which decides whether it may be sent again
   * @param method the HTTP method, in capitals
   * @param path path and query, from the host's root
   * @return a request without headers
   */
  public static ApiRequest of(Operation operation, Effect effect, String method, String path) {
    return new ApiRequest(operation, effect, method, path, Map.of(), null, null);
  }

  /**
   * A POST of a form.
   *
   * @param operation which of the five it is
   * @param effect what sending it does, which decides whether it may be sent again
   * @param path from the host's root
   * @param form the body, {@code application/x-www-form-urlencoded}; not copied
   * @param notAfter when it must no longer be written; null for no bound
   * @return a request without headers
   */
  public static ApiRequest form(
      Operation operation, Effect effect, String path, byte[] form, @Nullable Instant notAfter) {
    return new ApiRequest(operation, effect, "POST", path, Map.of(), form, notAfter);
  }

  /**
   * {@return this request with a header more, or with its value changed}
   *
   * <p>The client sets {@code Authorization}, {@code Content-Type}, {@code Accept} and {@code
   * User-Agent} after the user's filters.
   *
   * @param name of two that differ only in case the last one is sent
   * @param value as it is sent
   */
  public ApiRequest header(String name, String value) {
    Objects.requireNonNull(name, "name");
    return headers(Map.of(name, Objects.requireNonNull(value, "value")));
  }

  /**
   * {@return this request with these headers more, or with their values changed}
   *
   * @param more values by name
   */
  public ApiRequest headers(Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.putAll(more);
    return new ApiRequest(operation, effect, method, path, all, body, notAfter);
  }

  /**
   * {@return which of the five operations this is; a list's every page is a {@link Operation#LIST}}
   */
  public Operation operation() {
    return operation;
  }

  /** {@return what sending the request does, which decides whether it may be sent again} */
  public Effect effect() {
    return effect;
  }

  /** {@return GET, POST or DELETE} */
  public String method() {
    return method;
  }

  /**
   * {@return path and query, from the host's root. A list's query holds the phone numbers it
   * filters by: not for logs or metrics}
   */
  public String path() {
    return path;
  }

  /** {@return the headers given so far, without the client's own; unmodifiable} */
  public Map<String, String> headers() {
    return Collections.unmodifiableMap(headers);
  }

  /**
   * {@return the form as it is sent (not a copy: leave it as it is); null where the request has no
   * body}
   */
  public byte @Nullable [] body() {
    return body;
  }

  /** {@return when the request must no longer be written; null for no bound} */
  public @Nullable Instant notAfter() {
    return notAfter;
  }

  @Override
  public String toString() {
    return "ApiRequest[" + operation + "]";
  }
}
