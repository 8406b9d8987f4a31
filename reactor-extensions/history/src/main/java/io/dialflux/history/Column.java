package io.dialflux.history;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A field of one call after the other. The calls of a listing have much in common, so what a value
 * that comes a second time is written as is kept, and written again as long as calls have the same.
 */
final class Column {
  private final Consumer<@Nullable String> field;
  private boolean begun;
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
    boolean same = begun && Objects.equals(next, value);
    if (same && written != null) {
      text.raw(written);
      return;
    }
    int from = text.length();
    field.accept(next);
    written = same ? text.copy(from) : null;
    value = next;
    begun = true;
  }
}
