package io.dialflux.callback;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request as a server received it, whichever server that is. Immutable as far as its body is left
 * alone. {@link #toString()} shows nothing personal.
 *
 * <pre>{@code
 * // Servlet
 * CallbackRequest.of(request.getMethod(), url, request::getHeader, body);
 * // Spring WebFlux
 * CallbackRequest.of(request.getMethod().name(), url, request.getHeaders()::getFirst, body);
 * }</pre>
 */
public final class CallbackRequest {
  private static final String FORM = "application/x-www-form-urlencoded";

  private final String method;
  private final String url;
  private final Function<String, @Nullable String> header;
  private final byte[] body;

  private CallbackRequest(
      String method, String url, Function<String, @Nullable String> header, byte[] body) {
    this.method = method;
    this.url = url;
    this.header = header;
    this.body = body;
  }

  /**
   * A request from its parts.
   *
   * @param method as on the wire, in upper case
   * @param url as Twilio requested it, the query included and nothing decoded, because it is signed
   *     as it stands; its path and query are enough where {@link Callbacks#publicUrl} is given
   * @param header a header's value by its name, in whatever case; null where it is absent. Where it
   *     is repeated, its values with commas between, or just the first
   * @param body the raw bytes, not to be changed afterwards; empty where there are none
   * @return the request
   */
  public static CallbackRequest of(
      String method, String url, Function<String, @Nullable String> header, byte[] body) {
    return new CallbackRequest(
        Objects.requireNonNull(method, "method"),
        Objects.requireNonNull(url, "url"),
        Objects.requireNonNull(header, "header"),
        Objects.requireNonNull(body, "body"));
  }

  /** With what stands before the path replaced. */
  CallbackRequest at(String base) {
    return new CallbackRequest(method, base + Urls.fromPathOn(url), header, body);
  }

  String method() {
    return method;
  }

  String url() {
    return url;
  }

  @Nullable String header(String name) {
    return header.apply(name);
  }

  byte[] body() {
    return body;
  }

  boolean isPost() {
    return method.equals("POST");
  }

  boolean hasForm() {
    String type = header.apply("Content-Type");
    return isPost()
        && type != null
        && type.regionMatches(true, 0, FORM, 0, FORM.length())
        && (type.length() == FORM.length() || " ;".indexOf(type.charAt(FORM.length())) >= 0);
  }

  Map<String, List<String>> query() {
    return Form.ofQuery(url);
  }

  /** Without a body of this kind, no values. */
  Map<String, List<String>> form() {
    return hasForm() ? Form.decode(body) : Map.of();
  }

  /** {@return the method and how long the body is} */
  @Override
  public String toString() {
    return "CallbackRequest[" + method + ", " + body.length + " bytes]";
  }
}
