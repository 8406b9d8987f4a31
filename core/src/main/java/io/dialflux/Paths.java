package io.dialflux;

import io.dialflux.call.PageToken;
import java.io.Serial;
import java.net.URI;
import java.util.Locale;
import java.util.Objects;

/** Where an account's calls are, and which links of a listing may be followed. */
final class Paths {
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
      of(Objects.requireNonNull(token, "token"));
      return token;
    } catch (ForeignLinkException foreign) {
      throw new IllegalArgumentException("token: " + foreign.ofToken);
    }
  }

  /**
   * Path and query of a page.
   *
   * @throws ForeignLinkException if the link leads to another origin, which must not see
   *     credentials, or to another account, or cannot be understood
   */
  String of(PageToken token) {
    String link = token.page();
    String path = path(link);
    LinkAccount account = LinkAccount.of(path, accountSid);
    if (account == LinkAccount.OTHER) {
      throw new ForeignLinkException(
          "the link to the page leads to another account", "it belongs to another account");
    }
    if (account == LinkAccount.UNCLEAR) {
      String unclear = "the link to the page cannot be understood";
      throw new ForeignLinkException(unclear, unclear);
    }
    return path;
  }

  private String path(String link) {
    if (link.startsWith("?")) {
      return link.length() == 1 ? calls() : calls() + link;
    }
    if (link.startsWith("/") && !link.startsWith("//")) {
      return link;
    }
    URI uri = base.resolve(link);
    if (!origin(uri).equals(origin(base)) || uri.getRawUserInfo() != null) {
      String foreign = "the link to the page leads to another host";
      throw new ForeignLinkException(foreign, foreign);
    }
    return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
  }

  private static String origin(URI uri) {
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    return scheme + "://" + String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
  }

  /** A link to a page must not be followed: not to where it leads with these credentials. */
  static final class ForeignLinkException extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final String ofToken;

    /**
     * @param ofToken the same, said of a token that the caller brought
     */
    ForeignLinkException(String message, String ofToken) {
      super(message);
      this.ofToken = ofToken;
    }
  }
}
