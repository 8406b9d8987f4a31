package io.dialflux.http;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Duration;
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
  private final int attempt;
  private final Duration waited;
  private final @Nullable Object attachment;

  private ApiRequest(
      Operation operation,
      Effect effect,
      String method,
      String path,
      Map<String, String> headers,
      byte @Nullable [] body,
      @Nullable Instant notAfter,
      int attempt,
      Duration waited,
      @Nullable Object attachment) {
    this.operation = operation;
    this.effect = effect;
    this.method = method;
    this.path = checked(path);
    this.headers = headers;
    this.body = body;
    this.notAfter = notAfter;
    this.attempt = attempt;
    this.waited = waited;
    this.attachment = attachment;
  }

  /** What HTTP's request line cannot hold. The message does not repeat it. */
  private static String checked(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) <= ' ' || path.charAt(i) == 0x7F) {
        throw new IllegalArgumentException("path has a space or a control character");
      }
    }
    return path;
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
    return first(operation, effect, method, path, null, null);
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
    return first(operation, effect, "POST", path, form, notAfter);
  }

  private static ApiRequest first(
      Operation operation,
      Effect effect,
      String method,
      String path,
      byte @Nullable [] body,
      @Nullable Instant notAfter) {
    return new ApiRequest(
        operation, effect, method, path, Map.of(), body, notAfter, 1, Duration.ZERO, null);
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
    return copy(path, all, body, attempt, waited, attachment);
  }

  /**
   * {@return this request with another path, which stays the same request: it has the bounds of its
   * operation, and its answer is read for it}
   *
   * @param path path and query, from the host's root
   */
  public ApiRequest path(String path) {
    return copy(Objects.requireNonNull(path, "path"), headers, body, attempt, waited, attachment);
  }

  /**
   * {@return this request with another form, which stays the same request: it has the bounds of its
   * operation, and its answer is read for it}
   *
   * @param form {@code application/x-www-form-urlencoded}; not copied
   */
  public ApiRequest body(byte[] form) {
    return copy(path, headers, Objects.requireNonNull(form, "form"), attempt, waited, attachment);
  }

  /**
   * {@return this request as one of an operation's attempts} The client does that; a filter may in
   * its tests.
   *
   * @param attempt 1 for the first one
   * @param waited how long was waited before it
   */
  public ApiRequest attempt(int attempt, Duration waited) {
    return copy(path, headers, body, attempt, Objects.requireNonNull(waited, "waited"), attachment);
  }

  /**
   * {@return this request with what the client keeps with it: the operation's bounds, and where its
   * answer goes} For the client alone. Every copy keeps it; a request made anew has none, and so is
   * one of its own.
   *
   * @param attachment null for none
   */
  public ApiRequest attach(@Nullable Object attachment) {
    return copy(path, headers, body, attempt, waited, attachment);
  }

  private ApiRequest copy(
      String path,
      Map<String, String> headers,
      byte @Nullable [] body,
      int attempt,
      Duration waited,
      @Nullable Object attachment) {
    return new ApiRequest(
        operation, effect, method, path, headers, body, notAfter, attempt, waited, attachment);
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

  /**
   * {@return which attempt of its operation this is, from 1 on} A {@linkplain
   * io.dialflux.CallsClientBuilder#attemptFilter filter of attempts} sees each; a filter of
   * operations always sees 1.
   */
  public int attempt() {
    return attempt;
  }

  /** {@return how long was waited before this attempt; zero for the first one} */
  public Duration waited() {
    return waited;
  }

  /** {@return what the client keeps with the request, for itself; null in one made anew} */
  public @Nullable Object attachment() {
    return attachment;
  }

  @Override
  public String toString() {
    return "ApiRequest[" + operation + "]";
  }
}
