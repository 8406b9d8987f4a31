package io.dialflux.call;

import com.google.errorprone.annotations.CheckReturnValue;
import io.dialflux.internal.wire.Form;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One phone call to place: a {@link CallTemplate} and whom to call. Immutable. Made by {@link
 * CallTemplate#to}.
 *
 * <p>Holds a phone number; {@link #toString()} does not show it.
 */
@CheckReturnValue
public final class CreateCall {
  private final Form shared;
  private final String to;
  private final @Nullable String tag;
  private final @Nullable Instant notAfter;

  CreateCall(Form shared, String to, @Nullable String tag, @Nullable Instant notAfter) {
    this.shared = shared;
    this.to = to;
    this.tag = tag;
    this.notAfter = notAfter;
  }

  /**
   * {@return this call with the caller's own mark, to know the result by}
   *
   * @param tag never sent; need not be unique
   */
  public CreateCall tag(String tag) {
    return new CreateCall(shared, to, Objects.requireNonNull(tag, "tag"), notAfter);
  }

  /**
   * The last moment at which the request may be written. It is checked when a connection is there;
   * past it nothing is sent and the result is a {@link io.dialflux.error.NotSentException}.
   *
   * @param notAfter by this machine's clock; no bound if not given. From the subscription on, a
   *     clock that is set back does not put it off
   * @return this call with that bound
   */
  public CreateCall notAfter(Instant notAfter) {
    return new CreateCall(shared, to, tag, Objects.requireNonNull(notAfter, "notAfter"));
  }

  /** {@return whom to call: a number or an address. Personal} */
  public String to() {
    return to;
  }

  /** {@return who calls: a number, an address or a client's name. Personal} */
  public String from() {
    return Objects.requireNonNull(shared.first("From"));
  }

  /** {@return the caller's own mark; null where none was given} */
  public @Nullable String tag() {
    return tag;
  }

  /** {@return the last moment at which the request may be written; null where none was given} */
  public @Nullable Instant notAfter() {
    return notAfter;
  }

  /**
   * {@return the body as it is sent, {@code application/x-www-form-urlencoded} in UTF-8} It holds
   * the phone numbers and perhaps a password: not for logs.
   */
  public byte[] form() {
    return shared.encodedWith("To", to);
  }

  /** {@return the names of the parameters given, without their values} */
  @Override
  public String toString() {
    return "CreateCall" + shared.names();
  }
}
