package io.dialflux.history;

import java.time.Instant;
import java.util.Objects;

/**
 * How much of a history was handed out: in this process or, saved as its {@link #value()}, in
 * another. Bound to the account, the range and the filters of the history. Immutable.
 *
 * <p>The value holds the history's filters, and so perhaps phone numbers; {@link #toString()} shows
 * none of it. It has a few hundred characters for each window that is being read.
 */
public final class HistoryToken {
  private final TokenText text;
  private final String value;

  HistoryToken(TokenText text) {
    this.text = text;
    this.value = text.encode();
  }

  /**
   * Reads a saved {@link #value()}.
   *
   * @param saved by this version of the library; of an earlier one it may be refused
   * @return the token whose value was saved
   * @throws IllegalArgumentException if the text is no token, or was changed; the message does not
   *     repeat it
   */
  public static HistoryToken parse(String saved) {
    return new HistoryToken(TokenText.decode(Objects.requireNonNull(saved, "saved")));
  }

  /** {@return the first instant of the history's range} */
  public Instant from() {
    return text.from();
  }

  /**
   * {@return the first instant behind the history's range, as it was fixed when it was first
   * subscribed to: the watermark for {@link CallHistory#changesSince} when the history is done}
   */
  public Instant to() {
    return text.to();
  }

  /** {@return how many calls are behind it} */
  public long calls() {
    return text.state().calls();
  }

  /** {@return whether the whole history is behind it} */
  public boolean isDone() {
    return text.state().done(text.windows());
  }

  /**
   * {@return the token as text to save, for {@link #parse}} It may hold phone numbers: not for
   * logs.
   */
  public String value() {
    return value;
  }

  TokenText text() {
    return text;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HistoryToken token && token.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "HistoryToken[…]";
  }
}
