package io.dialflux;

import io.dialflux.internal.wire.E164;
import io.dialflux.internal.wire.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares the {@code uri} that a page has of itself with the link that was requested. Only what
 * both name is compared, and never the order, what stands before the account, dates, and the number
 * and size of the page: a server may write all of these in its own way.
 */
final class PageMatch {
  private static final String TOKEN = "PageToken";
  private static final List<String> ADDRESSES = List.of("To", "From");
  private static final List<String> COMPARED =
      List.of(TOKEN, "To", "From", "Status", "ParentCallSid");

  /** How many last digits are compared of numbers that are not both E.164. */
  private static final int LAST_DIGITS = 7;

  private PageMatch() {}

  /** The name of the parameter that shows the page to be another one; null where none does. */
  static @Nullable String differing(String requested, String uri) {
    if (AnswerMatch.differ(PathNames.account(requested), PathNames.account(uri))) {
      return "account";
    }
    Query sent = new Query(requested);
    Query named = new Query(uri);
    for (String name : COMPARED) {
      if (!fit(name, sent.values(name), named.values(name))) {
        return name;
      }
    }
    return null;
  }

  /** Each value that the page names was sent. A first page, asked for without a token, has none. */
  private static boolean fit(String name, List<String> sent, List<String> named) {
    if (sent.isEmpty()) {
      return named.isEmpty() || !name.equals(TOKEN);
    }
    return named.stream().allMatch(value -> sent.stream().anyMatch(s -> same(name, s, value)));
  }

  private static boolean same(String name, String sent, String named) {
    if (sent.equalsIgnoreCase(named)) {
      return true; // a client or SIP address, a status and a SID may come back in another case
    }
    if (!ADDRESSES.contains(name)) {
      return false;
    }
    if (E164.is(sent) && E164.is(named)) {
      return E164.mayBeSame(sent, named);
    }
    String asked = lastDigits(sent);
    String answered = lastDigits(named);
    return !asked.isEmpty()
        && !answered.isEmpty()
        && (asked.endsWith(answered) || answered.endsWith(asked)); // a short one has fewer
  }

  /** The last digits of a number that is not written as E.164; empty for any other address. */
  private static String lastDigits(String address) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < address.length(); i++) {
      char c = address.charAt(i);
      if (c >= '0' && c <= '9') {
        digits.append(c);
      } else if ("+-().".indexOf(c) < 0) {
        return "";
      }
    }
    return digits.substring(Math.max(0, digits.length() - LAST_DIGITS));
  }
}
