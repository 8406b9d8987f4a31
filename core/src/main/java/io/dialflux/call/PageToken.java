package io.dialflux.call;

import com.google.errorprone.annotations.CheckReturnValue;
import io.dialflux.internal.wire.Arguments;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a listing goes on: in this process or, saved as its {@link #value()}, in another.
 * Immutable.
 *
 * <p>The value holds the listing's filters, and so perhaps phone numbers; {@link #toString()} shows
 * none of it. Twilio's tokens point at a call: a listing resumed after newer calls arrived neither
 * repeats nor loses an older one.
 */
@CheckReturnValue
public final class PageToken {
  /** A fragment, which is never sent. */
  private static final String AFTER = "#after=";

  private final String value;

  private PageToken(String value) {
    this.value = value;
  }

  /**
   * {@return the first page of a listing}
   *
   * @param filter kept by the token, values and all
   */
  public static PageToken first(CallFilter filter) {
    return new PageToken("?" + Objects.requireNonNull(filter, "filter").form().query());
  }

  /**
   * A page by Twilio's own token, the {@code PageToken} of a {@code next_page_uri}.
   *
   * @param filter the filter of the listing that the token comes from
   * @param twilioToken such as {@code PACA…}
   * @return the page that Twilio's token leads to
   */
  public static PageToken of(CallFilter filter, String twilioToken) {
    Objects.requireNonNull(filter, "filter");
    Arguments.text("twilioToken", twilioToken);
    return new PageToken(
        "?" + filter.form().with("Page", "1").with("PageToken", twilioToken).query());
  }

  /**
   * Reads a saved {@link #value()}, or a {@code next_page_uri} from elsewhere. The client that
   * reads the page refuses one that leads to another host or account than its own.
   *
   * @param saved a path, a query or a whole http or https address
   * @return the token whose value was saved
   * @throws IllegalArgumentException if the text is no URI; the message does not repeat it
   */
  public static PageToken parse(String saved) {
    Arguments.text("saved", saved);
    boolean path = saved.startsWith("/") || saved.startsWith("?");
    if (!path && !saved.startsWith("https://") && !saved.startsWith("http://")) {
      throw new IllegalArgumentException("saved must be the value of a page token");
    }
    String link = legal(saved);
    try {
      URI.create(link);
    } catch (IllegalArgumentException notUri) {
      // the cause would repeat the text, and with it the phone numbers in the filter
      throw new IllegalArgumentException("saved must be the value of a page token, a URI");
    }
    return new PageToken(link);
  }

  /** Encodes what a lenient server may leave bare in a query: the {@code >} of a filter's name. */
  private static String legal(String link) {
    int query = link.indexOf('?') + 1;
    StringBuilder legal = new StringBuilder(link);
    for (int i = link.length() - 1; query > 0 && i >= query; i--) {
      if (" <>\"{}|\\^`".indexOf(link.charAt(i)) >= 0) {
        legal.replace(i, i + 1, "%%%02X".formatted((int) link.charAt(i)));
      }
    }
    return legal.toString();
  }

  /**
   * The rest of this token's page after one of its calls, for a listing that broke off in the
   * middle of the page. If that call is gone from the page when it is read again, the page is read
   * from its beginning. {@code CallsClient.pages} reads the page whole in any case.
   *
   * @param callSid CA and 32 hexadecimal digits
   * @return a token for the rest of the page, and the pages after it
   */
  public PageToken after(String callSid) {
    return new PageToken(page() + AFTER + Arguments.text("callSid", callSid));
  }

  /** {@return the call of {@link #after(String)}; null for a whole page} */
  public @Nullable String after() {
    int at = value.indexOf(AFTER);
    return at < 0 ? null : value.substring(at + AFTER.length());
  }

  /**
   * {@return the page itself: path and query, or the query alone where the path is the client's
   * own} It holds the filter's phone numbers: not for logs.
   */
  public String page() {
    int at = value.indexOf('#');
    return at < 0 ? value : value.substring(0, at);
  }

  /**
   * {@return the token as text to save, for {@link #parse} in this version or a later one} It holds
   * the filter's phone numbers: not for logs.
   */
  public String value() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PageToken token && token.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "PageToken[…]";
  }
}
