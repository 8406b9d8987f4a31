package io.dialflux.call;

import io.dialflux.internal.wire.Form;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One phone call to place: a {@link CallTemplate} and whom to call. Immutable.
 *
 * <p>Holds a phone number; {@link #toString()} does not show it.
 */
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

  /** The caller's own mark, to know the result by. It is never sent. */
  public CreateCall tag(String tag) {
    return new CreateCall(shared, to, Objects.requireNonNull(tag, "tag"), notAfter);
  }

  /**
   * The last moment at which the request may be written, by this machine's clock. It is checked
   * when a connection is there; past it nothing is sent and the result is a {@link
   * io.dialflux.error.NotSentException}.
   */
  public CreateCall notAfter(Instant notAfter) {
    return new CreateCall(shared, to, tag, Objects.requireNonNull(notAfter, "notAfter"));
  }

  /** Whom to call. */
  public String to() {
    return to;
  }

  /** Who calls. */
  public String from() {
    return Objects.requireNonNull(shared.first("From"));
  }

  /** The caller's own mark; null where none was given. */
  public @Nullable String tag() {
    return tag;
  }

  /** The last moment at which the request may be written; null where none was given. */
  public @Nullable Instant notAfter() {
    return notAfter;
  }

  /**
   * The body as it is sent, {@code application/x-www-form-urlencoded} in UTF-8. It holds the phone
   * numbers and perhaps a password: not for logs.
   */
  public byte[] form() {
    return shared.encodedWith("To", to);
  }

  /** The names of the parameters given, without their values. */
  @Override
  public String toString() {
    return "CreateCall" + shared.names();
  }
}
