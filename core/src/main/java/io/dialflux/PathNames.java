package io.dialflux;

import io.dialflux.internal.wire.Escapes;
import org.jspecify.annotations.Nullable;

/**
 * What a path names: the account and the call whose resource it is. Read as a lenient server does:
 * escapes decoded, case, empty segments and single dots passed over.
 */
final class PathNames {
  private PathNames() {}

  /** The account's SID as it is written there; null where the path names none. */
  static @Nullable String account(String path) {
    return segmentAfter("Accounts", path);
  }

  /** The call's SID as it is written there; null where the path names none. */
  static @Nullable String call(String path) {
    String segment = segmentAfter("Calls", path);
    int suffix = segment == null ? -1 : segment.indexOf('.');
    return suffix < 0 ? segment : segment.substring(0, suffix);
  }

  private static @Nullable String segmentAfter(String name, String link) {
    String path = Escapes.decode(withoutQuery(link));
    boolean found = false;
    for (int from = 0; from < path.length(); ) {
      int slash = path.indexOf('/', from);
      int end = slash < 0 ? path.length() : slash;
      boolean skipped = end == from || end == from + 1 && path.charAt(from) == '.';
      if (found && !skipped) {
        return path.substring(from, end);
      }
      found |= end - from == name.length() && path.regionMatches(true, from, name, 0, end - from);
      from = end + 1;
    }
    return null;
  }

  private static String withoutQuery(String link) {
    int query = link.indexOf('?');
    String path = query < 0 ? link : link.substring(0, query);
    int fragment = path.indexOf('#');
    return fragment < 0 ? path : path.substring(0, fragment);
  }
}
