package io.dialflux.internal.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes what may be personal or secret out of a text before it reaches a message. */
public final class Mask {
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

  /** An address of a machine, as errors of connections name it: it is nobody's number. */
  private static final Pattern MACHINE =
      Pattern.compile(
          "\\b(?:[LR]:)?(?:[a-zA-Z][a-zA-Z0-9.-]*)?/?(?<![0-9.])"
              + "(?:(?:25[0-5]|2[0-4][0-9]|1?[0-9]?[0-9])(?:\\.(?!$)|(?![0-9.]))){4}(?::[0-9]{1,5})?"
              + "(?![0-9.-])");

  /** From here on a message quotes what was received: JSON, HTML, TwiML. */
  private static final Pattern QUOTE = Pattern.compile("[{<\"].*", Pattern.DOTALL);

  /** What was received where a TLS record should be. */
  private static final Pattern DUMP = Pattern.compile("\\b[0-9a-fA-F]{40,}\\b");

  private Mask() {}

  /**
   * The text with numbers, addresses and foreign links masked; Twilio's own links and SIDs stay,
   * but for links with a number in them.
   */
  public static String text(String text) {
    return PERSONAL
        .matcher(text)
        .replaceAll(
            found -> {
              String own = found.group(1);
              return own == null || hasNumber(own) ? "[masked]" : Matcher.quoteReplacement(own);
            });
  }

  /**
   * A message of an exception that is not ours, masked: as {@link #text}, but that it may name the
   * address of a machine, and what it quotes of an answer or a request is left out, because names
   * in it look like any other word.
   */
  public static String message(String message) {
    String own = DUMP.matcher(message).replaceAll("[masked]");
    own = QUOTE.matcher(own).replaceFirst("[masked]");
    StringBuilder masked = new StringBuilder();
    int from = 0;
    for (Matcher machine = MACHINE.matcher(own); machine.find(); from = machine.end()) {
      masked.append(text(own.substring(from, machine.start()))).append(machine.group());
    }
    return masked.append(text(own.substring(from))).toString();
  }

  /** Whether the link is one to Twilio's own pages and carries nothing else. */
  public static boolean isTwilioLink(String link) {
    return TWILIO_LINK.matcher(link).matches() && !hasNumber(link);
  }

  /** A long one: codes of errors and dates of years are shorter. */
  private static boolean hasNumber(String own) {
    return NUMBER.matcher(SID.matcher(own).replaceAll("")).find();
  }
}
