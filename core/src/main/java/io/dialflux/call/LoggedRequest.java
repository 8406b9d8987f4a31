package io.dialflux.call;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One request around a call that Twilio keeps: the create that placed it, or a webhook. Immutable.
 * Its address and parameters may be personal; {@link #toString()} does not show them.
 */
public final class LoggedRequest {
  private final String method;
  private final String url;
  private final Map<String, List<String>> parameters;

  LoggedRequest(String method, String url, Map<String, List<String>> parameters) {
    this.method = method;
    this.url = url;
    this.parameters = parameters;
  }

  /**
   * {@return the events in an {@code Events.json}, in its order; unmodifiable}
   *
   * @param json the whole body, in UTF-8
   * @throws IllegalArgumentException if it is not such JSON; the message does not repeat it
   */
  public static List<LoggedRequest> parse(byte[] json) {
    return LoggedRequestsReader.read(Objects.requireNonNull(json, "json"));
  }

  /** {@return the method of the request, mostly {@code POST}; empty where Twilio left it out} */
  public String method() {
    return method;
  }

  /** {@return where the request went; empty where Twilio left it out} */
  public String url() {
    return url;
  }

  /**
   * {@return the parameters of the request, named as Twilio shows them here, {@code
   * status_callback}; unmodifiable}
   */
  public Map<String, List<String>> parameters() {
    return parameters;
  }

  /**
   * {@return the first value of a parameter; null where it is absent}
   *
   * @param name as {@link #parameters()} names it
   */
  public @Nullable String parameter(String name) {
    List<String> values = parameters.get(name);
    return values == null || values.isEmpty() ? null : values.get(0);
  }

  /** {@return the method and the names of the parameters, without any value} */
  @Override
  public String toString() {
    return "LoggedRequest[" + method + ", " + parameters.keySet() + "]";
  }
}
