package io.dialflux;

import io.dialflux.internal.wire.Escapes;
import io.dialflux.internal.wire.Query;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whose calls a link to a page leads to. Servers differ in how they read escapes, dots and case, so
 * a link is followed only if every reading of it leads to the client's own account or to none.
 */
enum LinkAccount {
  OWN_OR_NONE,
  OTHER,
  UNCLEAR;

  /**
   * A path as it may be after decoding: no escape within an escape, nothing that a server drops.
   */
  private static final Pattern CLEAR = Pattern.compile("[A-Za-z0-9._~!$&'()*+,=:@ /-]*");

  private static final Pattern ACCOUNT_SID = Pattern.compile("ac[0-9a-f]{32}");
  private static final Pattern ESCAPED_SLASH = Pattern.compile("%2[fF]");

  /**
   * @param link path and query, from the host's root
   * @param own the client's account
   */
  static LinkAccount of(String link, String own) {
    int query = link.indexOf('?');
    String raw = query < 0 ? link : link.substring(0, query);
    String path = Escapes.decode(raw).toLowerCase(Locale.ROOT);
    if (!isOwn(new Query(link), own) || !isOwn(path, own.toLowerCase(Locale.ROOT))) {
      return OTHER;
    }
    boolean clear =
        CLEAR.matcher(path).matches()
            && !ESCAPED_SLASH.matcher(raw).find()
            && !List.of(path.split("/")).contains("..");
    return clear ? OWN_OR_NONE : UNCLEAR;
  }

  /** Whether no segment is another account: neither by its look nor as the folder of its calls. */
  private static boolean isOwn(String path, String own) {
    List<String> segments =
        Arrays.stream(path.split("/")).filter(s -> !s.isEmpty() && !s.equals(".")).toList();
    for (int i = 0; i < segments.size(); i++) {
      boolean folder = i > 0 && i + 1 < segments.size() && segments.get(i - 1).equals("accounts");
      boolean account = folder || ACCOUNT_SID.matcher(segments.get(i)).find();
      if (account && !segments.get(i).equals(own)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOwn(Query query, String own) {
    return query.values("AccountSid").stream().allMatch(own::equalsIgnoreCase);
  }
}
