package io.dialflux.call;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/**
 * Reads the paths of one call's subresources: without copying them while they are what the calls
 * before had, else into a map.
 */
final class SubresourceReader {
  private final String base;
  private final char[] baseText;
  private final SubresourceNames expected = SubresourceNames.latest();
  private int matched;
  private @Nullable Map<String, String> paths;

  /**
   * In Twilio's order a call's account and SID come first; in another no path begins with these.
   */
  SubresourceReader(@Nullable String accountSid, @Nullable String sid) {
    base = "/2010-04-01/Accounts/" + accountSid + "/Calls/" + sid;
    baseText = base.toCharArray();
  }

  void path(String name, JsonParser parser) {
    if (paths == null) {
      char[] text = parser.getStringCharacters();
      int offset = parser.getStringOffset();
      int length = parser.getStringLength();
      if (expected.match(matched, name, baseText, text, offset, length)) {
        matched++;
        return;
      }
      paths = expected.paths(base, matched);
    }
    paths.put(name, parser.getString());
  }

  /** What the call keeps of its paths: the common names, or the paths themselves. */
  void end(CallReader call) {
    SubresourceNames names = expected;
    if (paths != null || matched != expected.size()) {
      Map<String, String> all = paths == null ? expected.paths(base, matched) : paths;
      names = SubresourceNames.of(base, all);
      if (names == null) {
        call.subresourceUris = all;
        return;
      }
    }
    call.subresourceNames = names;
    call.subresourceBase = base;
  }
}
