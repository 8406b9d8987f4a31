package io.dialflux.history;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A field of one call after the other. The calls of a listing have much in common, so what a value
 * was written as is kept, and written again where the next call has the same.
 */
final class Column {
  private final Consumer<@Nullable String> field;
  private @Nullable String value;
  private byte @Nullable [] written;

  /**
   * @param field writes a value with all that belongs to it, null too
   */
  Column(Consumer<@Nullable String> field) {
    this.field = field;
  }

  /**
   * @param text where the field is written to
   */
  void write(ByteText text, @Nullable String next) {
    if (written != null && Objects.equals(next, value)) {
      text.raw(written);
      return;
    }
    int from = text.length();
    field.accept(next);
    written = text.copy(from);
    value = next;
  }
}
