package io.dialflux.callback;

/** Parts of a URL as they stand, because what is signed must not be encoded again. */
final class Urls {
  private Urls() {}

  /** The URL without its port or, where it has none, with the one that it means. */
  static String withPortToggled(String url) {
    int scheme = url.indexOf("://");
    if (scheme < 0) {
      return url;
    }
    int end = endOfAuthority(url, scheme + 3);
    String authority = url.substring(scheme + 3, end);
    int colon = authority.lastIndexOf(':');
    // the colons of an IPv6 address and of a password are none of a port
    if (colon > Math.max(authority.lastIndexOf(']'), authority.lastIndexOf('@'))) {
      return url.substring(0, scheme + 3 + colon) + url.substring(end);
    }
    String port = url.regionMatches(true, 0, "https:", 0, 6) ? ":443" : ":80";
    return url.substring(0, end) + port + url.substring(end);
  }

  /** The path and the query; all of it where no scheme and host stand before them. */
  static String fromPathOn(String url) {
    int scheme = url.startsWith("/") ? -1 : url.indexOf("://");
    return scheme < 0 ? url : url.substring(endOfAuthority(url, scheme + 3));
  }

  private static int endOfAuthority(String url, int from) {
    for (int i = from; i < url.length(); i++) {
      if ("/?#".indexOf(url.charAt(i)) >= 0) {
        return i;
      }
    }
    return url.length();
  }
}
