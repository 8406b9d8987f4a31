package io.dialflux.call;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The {@link SubresourceNames} of the calls that one reader reads: equal ones are one object, so
 * that the calls of a page share it. Not thread-safe.
 */
final class SharedNames {
  private SubresourceNames latest = SubresourceNames.NONE;

  /** As {@link SubresourceNames#of}; the object of the call before where it had the same names. */
  @Nullable SubresourceNames of(String base, Map<String, String> paths) {
    SubresourceNames names = SubresourceNames.of(base, paths);
    if (names == null || names.equals(latest)) {
      return names == null ? null : latest;
    }
    latest = names;
    return names;
  }
}
