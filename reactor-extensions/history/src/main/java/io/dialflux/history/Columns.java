package io.dialflux.history;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fields of one call after the other that stand side by side. The calls of a listing have much in
 * common, so what values that come a second time are written as is kept, and written again as long
 * as calls have the same.
 */
final class Columns {
  private final List<Consumer<@Nullable String>> fields;
  private final @Nullable String[] values;
  private boolean begun;
  private byte @Nullable [] written;

  /**
   * @param fields each writes a value with all that belongs to it, null too
   */
  Columns(List<Consumer<@Nullable String>> fields) {
    this.fields = fields;
    this.values = new String[fields.size()];
  }

  /**
   * @param text where the fields are written to
   */
  void write(ByteText text, @Nullable String... next) {
    boolean same = begun && areAsBefore(next);
    if (same && written != null) {
      text.raw(written);
      return;
    }
    int from = text.length();
    for (int i = 0; i < next.length; i++) {
      fields.get(i).accept(next[i]);
      values[i] = next[i];
    }
    written = same ? text.copy(from) : null;
    begun = true;
  }

  private boolean areAsBefore(@Nullable String[] next) {
    for (int i = 0; i < next.length; i++) {
      if (!Objects.equals(next[i], values[i])) {
        return false;
      }
    }
    return true;
  }
}
