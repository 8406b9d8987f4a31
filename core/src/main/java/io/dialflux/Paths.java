package io.dialflux;

import io.dialflux.call.PageToken;
import java.io.Serial;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where an account's calls are, and which links of a listing may be followed. */
final class Paths {
  private static final Pattern ACCOUNT = Pattern.compile("/Accounts/(AC[0-9a-fA-F]{32})/");

  private final URI base;
  private final String accountSid;
  private final String folder;

  Paths(URI base, String accountSid) {
    this.base = base;
    this.accountSid = accountSid;
    this.folder = "/2010-04-01/Accounts/" + accountSid + "/Calls";
  }

  String calls() {
    return folder + ".json";
  }

  String call(String callSid) {
    return folder + "/" + callSid + ".json";
  }

  String events(String callSid) {
    return folder + "/" + callSid + "/Events.json";
  }

  /** A token that the caller brought, if it leads to this host and account. */
  PageToken checked(PageToken token) {
    try {
      Matcher account = ACCOUNT.matcher(of(Objects.requireNonNull(token, "token")));
      if (!account.find() || account.group(1).equalsIgnoreCase(accountSid)) {
        return token;
      }
    } catch (ForeignLinkException foreign) {
      throw new IllegalArgumentException("token: " + foreign.getMessage());
    }
    throw new IllegalArgumentException("token: it belongs to another account");
  }

  /**
   * Path and query of a page.
   *
   * @throws ForeignLinkException if the link leads to another origin, which must not see
   *     credentials
   */
  String of(PageToken token) {
    String link = token.page();
    if (link.startsWith("?")) {
      return link.length() == 1 ? calls() : calls() + link;
    }
    if (link.startsWith("/") && !link.startsWith("//")) {
      return link;
    }
    URI uri = base.resolve(link);
    if (!origin(uri).equals(origin(base)) || uri.getRawUserInfo() != null) {
      throw new ForeignLinkException();
    }
    return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
  }

  private static String origin(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    return scheme + "://" + String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
  }

  /** A link to a page leads to another host than the client's. */
  static final class ForeignLinkException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    ForeignLinkException() {
      super("the link to the page leads to another host");
    }
  }
}
