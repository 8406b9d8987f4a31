package io.dialflux.callback;

import org.jspecify.annotations.Nullable;

/**
 * The header by which Twilio says that a request is signed with a SharedKey: {@code
 * key=<id>,algorithm=HMAC_SHA256}. It is read as strictly as HTTP's lists of parameters are: in any
 * order, names in any case, space around a part but none around its equals sign; and each of the
 * two must be there once and nothing else.
 *
 * @param key the SharedKey's id
 * @param algorithm Twilio's name of the hash, known here or not
 */
record SignatureSettings(String key, String algorithm) {
  static final String HEADER = "X-Twilio-Webhooks-Signature-Settings";

  /** Null where the header is not clearly of this form. */
  static @Nullable SignatureSettings parse(String header) {
    String key = null;
    String algorithm = null;
    for (String part : header.split(",", -1)) {
      String trimmed = trimmed(part);
      int equals = trimmed.indexOf('=');
      String value = trimmed.substring(equals + 1);
      if (equals < 0 || !isValue(value)) {
        return null;
      }
      String name = trimmed.substring(0, equals);
      if (name.equalsIgnoreCase("key") && key == null) {
        key = value;
      } else if (name.equalsIgnoreCase("algorithm") && algorithm == null) {
        algorithm = value;
      } else {
        return null;
      }
    }
    return key == null || algorithm == null ? null : new SignatureSettings(key, algorithm);
  }

  /** Whether a text can stand behind an equals sign in the header: a key's id must. */
  static boolean isValue(String text) {
    return !text.isEmpty()
        && trimmed(text).equals(text)
        && text.indexOf(',') < 0
        && text.chars().allMatch(c -> c >= ' ' && c <= '~');
  }

  /** Without HTTP's optional space at its ends, which is less than Java's. */
  private static String trimmed(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }
}
