package io.dialflux.call;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The names and endings that the subresources of very many calls have in common. More than half of
 * a call's bytes are paths that begin with the call's own: a call that has them as the calls before
 * it had them keeps these names instead of its own copies.
 */
final class SubresourceNames {
  /** Those of the last call that had others. A race costs a little memory and nothing else. */
  private static volatile SubresourceNames latest = new SubresourceNames(List.of(), List.of());

  private final List<String> names;
  private final List<char[]> endings;

  private SubresourceNames(List<String> names, List<char[]> endings) {
    this.names = names;
    this.endings = endings;
  }

  static SubresourceNames latest() {
    return latest;
  }

  /** Keeps the names of a call whose paths all begin with its own; null where they do not. */
  static @Nullable SubresourceNames of(String base, Map<String, String> paths) {
    if (!paths.values().stream().allMatch(path -> path.startsWith(base))) {
      return null;
    }
    List<char[]> endings =
        paths.values().stream().map(path -> path.substring(base.length()).toCharArray()).toList();
    SubresourceNames names = new SubresourceNames(List.copyOf(paths.keySet()), endings);
    latest = names;
    return names;
  }

  int size() {
    return names.size();
  }

  /** Whether the name and path at a place are these. */
  boolean match(int place, String name, char[] base, char[] text, int offset, int length) {
    if (place >= names.size() || !names.get(place).equals(name)) {
      return false;
    }
    char[] ending = endings.get(place);
    int middle = offset + base.length;
    return length == base.length + ending.length
        && Arrays.equals(text, offset, middle, base, 0, base.length)
        && Arrays.equals(text, middle, offset + length, ending, 0, ending.length);
  }

  /** The paths of a call that begin with its own, up to a place. */
  Map<String, String> paths(String base, int size) {
    Map<String, String> paths = new LinkedHashMap<>();
    for (int i = 0; i < size; i++) {
      paths.put(names.get(i), base + new String(endings.get(i)));
    }
    return paths;
  }

  /** All the paths of a call; unmodifiable. */
  Map<String, String> paths(String base) {
    return Collections.unmodifiableMap(paths(base, names.size()));
  }
}
