package io.dialflux.call;

import com.google.errorprone.annotations.CheckReturnValue;
import io.dialflux.internal.wire.Arguments;
import io.dialflux.internal.wire.Form;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A change to a call that is under way: ended, moved on to other TwiML, or limited in time.
 * Immutable; an option returns a new object, and giving it again replaces what was given before.
 *
 * <p>Arguments are checked where they are given: an {@link IllegalArgumentException} names the
 * parameter and does not repeat the value. Only a call in progress can be moved on: else Twilio
 * answers an {@link io.dialflux.error.ApiException} of code 21220.
 */
@CheckReturnValue
public final class UpdateCall {
  private static final Set<String> OWN_METHOD = Set.of("Url", "Twiml", "Status");

  private final Form form;

  private UpdateCall(Form form) {
    this.form = form;
  }

  /**
   * {@return an update that ends the call, whether it is queued, ringing or in progress ({@code
   * Status=completed})}
   */
  public static UpdateCall hangUp() {
    return new UpdateCall(Form.EMPTY.with("Status", "completed"));
  }

  /**
   * {@return an update that ends the call only while it is queued or ringing, and changes nothing
   * after that ({@code Status=canceled})}
   */
  public static UpdateCall cancel() {
    return new UpdateCall(Form.EMPTY.with("Status", "canceled"));
  }

  /**
   * {@return an update that moves a call in progress on to the TwiML at another address}
   *
   * @param url absolute, http or https; Twilio must reach it
   */
  public static UpdateCall redirect(URI url) {
    return new UpdateCall(Form.EMPTY.with("Url", Arguments.url("url", url)));
  }

  /**
   * {@return an update that moves a call in progress on to other TwiML}
   *
   * @param twiml at most 4,000 characters
   */
  public static UpdateCall twiml(String twiml) {
    return new UpdateCall(Form.EMPTY.with("Twiml", Arguments.text("twiml", twiml, 4_000)));
  }

  /**
   * {@return an update that only limits how long the call may last}
   *
   * @param limit 60 to 86,400 whole seconds, as the account allows
   */
  public static UpdateCall limit(Duration limit) {
    return new UpdateCall(Form.EMPTY).timeLimit(limit);
  }

  /**
   * {@return this update, with how Twilio asks {@code url} for TwiML; without effect on an update
   * that is no {@link #redirect}}
   *
   * @param method POST if not given
   */
  public UpdateCall method(HttpMethod method) {
    return with("Method", Objects.requireNonNull(method, "method").name());
  }

  /**
   * {@return this update, with an address that is asked for TwiML when {@code url} fails; without
   * effect on an update that is no {@link #redirect}}
   *
   * @param url absolute, http or https
   */
  public UpdateCall fallbackUrl(URI url) {
    return with("FallbackUrl", Arguments.url("fallbackUrl", url));
  }

  /**
   * {@return this update, with how Twilio asks {@code fallbackUrl}}
   *
   * @param method POST if not given
   */
  public UpdateCall fallbackMethod(HttpMethod method) {
    return with("FallbackMethod", Objects.requireNonNull(method, "method").name());
  }

  /**
   * {@return this update, with where Twilio reports the call's steps from now on}
   *
   * @param url absolute, http or https
   * @throws IllegalArgumentException if this is no {@link #redirect}: Twilio takes it only with one
   */
  public UpdateCall statusCallback(URI url) {
    if (form.first("Url") == null) {
      throw new IllegalArgumentException("statusCallback can be changed only by redirect(url)");
    }
    return with("StatusCallback", Arguments.url("statusCallback", url));
  }

  /**
   * {@return this update, with how Twilio calls {@code statusCallback}}
   *
   * @param method POST if not given
   */
  public UpdateCall statusCallbackMethod(HttpMethod method) {
    return with("StatusCallbackMethod", Objects.requireNonNull(method, "method").name());
  }

  /**
   * {@return this update, with a bound on how long the call may last}
   *
   * @param limit 60 to 86,400 whole seconds, as the account allows
   */
  public UpdateCall timeLimit(Duration limit) {
    return with("TimeLimit", Arguments.seconds("timeLimit", limit, 60, 86_400));
  }

  /**
   * A parameter by its name on the wire, for whatever Twilio adds next. It replaces what was given
   * under that name; several values repeat the name.
   *
   * @param name case matters; not one of Url, Twiml and Status, which have methods
   * @param values sent as they are; none takes the parameter out
   * @return this update, with that parameter
   */
  public UpdateCall parameter(String name, String... values) {
    Arguments.text("name", name);
    if (OWN_METHOD.contains(name)) {
      throw new IllegalArgumentException("name: " + name + " has a method of its own");
    }
    for (String value : Objects.requireNonNull(values, "values")) {
      Objects.requireNonNull(value, name);
    }
    return new UpdateCall(form.with(name, List.of(values)));
  }

  /** {@return whether this update starts other TwiML: sent twice, it would start it twice} */
  public boolean redirects() {
    return form.first("Url") != null || form.first("Twiml") != null;
  }

  /**
   * {@return the body as it is sent, {@code application/x-www-form-urlencoded} in UTF-8; a copy}
   */
  public byte[] form() {
    return form.encoded();
  }

  /** {@return the names of the parameters given, without their values} */
  @Override
  public String toString() {
    return "UpdateCall" + form.names();
  }

  private UpdateCall with(String name, String value) {
    return new UpdateCall(form.with(name, value));
  }
}
