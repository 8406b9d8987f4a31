package io.dialflux.call;

import java.util.Objects;

/**
 * A value of an answer that Twilio may add to: a constant where the text is known, else an object
 * with the unknown text. Two are equal when their texts are; known ones are the same object.
 */
public abstract class OpenEnum {
  private final String value;

  OpenEnum(String value) {
    this.value = Objects.requireNonNull(value, "value");
  }

  /** {@return the text on the wire; never null} */
  public final String value() {
    return value;
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof OpenEnum o && o.getClass() == getClass() && o.value.equals(value);
  }

  @Override
  public final int hashCode() {
    return value.hashCode();
  }

  @Override
  public final String toString() {
    return value;
  }
}
