package io.dialflux;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes what may be personal or secret out of a text of Twilio's before it reaches a message. */
final class Mask {
  private static final Pattern TWILIO_LINK =
      Pattern.compile("https://www\\.twilio\\.com/[A-Za-z0-9/_.-]*");
  private static final Pattern PERSONAL =
      Pattern.compile(
          "(https://www\\.twilio\\.com/[A-Za-z0-9/_.-]*|\\b[A-Z]{2}[0-9a-fA-F]{32}\\b)"
              + "|[a-zA-Z][a-zA-Z0-9+.-]*:[^\\s'\",]+" // sip:, client:, https: and the like
              + "|[^\\s'\",<>]+@[^\\s'\",<>]+"
              + "|\\+?\\(?[0-9][0-9 ().-]{4,}[0-9]");

  private static final Pattern SID = Pattern.compile("\\b[A-Z]{2}[0-9a-fA-F]{32}\\b");
  private static final Pattern NUMBER = Pattern.compile("[0-9]([_.-]?[0-9]){6,}");

  private Mask() {}

  /**
   * The text with numbers, addresses and foreign links masked; Twilio's own links and SIDs stay,
   * but for links with a number in them.
   */
  static String text(String text) {
    return PERSONAL
        .matcher(text)
        .replaceAll(
            found -> {
              String own = found.group(1);
              return own == null || hasNumber(own) ? "[masked]" : Matcher.quoteReplacement(own);
            });
  }

  /** Whether the link is one to Twilio's own pages and carries nothing else. */
  static boolean isTwilioLink(String link) {
    return TWILIO_LINK.matcher(link).matches() && !hasNumber(link);
  }

  /** A long one: codes of errors and dates of years are shorter. */
  private static boolean hasNumber(String own) {
    return NUMBER.matcher(SID.matcher(own).replaceAll("")).find();
  }
}
