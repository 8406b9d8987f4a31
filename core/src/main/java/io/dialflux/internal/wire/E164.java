package io.dialflux.internal.wire;

import java.util.Set;

/**
 * Compares phone numbers as far as Twilio may have rewritten one. That it echoes {@code To}
 * unchanged is documented nowhere, and some numbers have two written forms: Mexico's {@code +521}
 * and {@code +52}, Argentina's {@code +549} and {@code +54}, Brazil's ninth digit, and the {@code
 * 0} that people leave behind {@code +44}.
 */
public final class E164 {
  private static final int SHORTEST = 8;
  private static final int LONGEST = 16;

  /** How many last digits of a number abroad have to agree. */
  private static final int LAST_DIGITS = 7;

  /** The country codes of two digits; 1 and 7 have one, all others three (ITU-T E.164, Annex). */
  private static final Set<String> TWO_DIGITS =
      Set.of(
          ("20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62"
                  + " 63 64 65 66 81 82 84 86 90 91 92 93 94 95 98")
              .split(" "));

  private E164() {}

  /** Whether a text is a plus and 7 to 15 digits, the first of which is not 0. */
  public static boolean is(String text) {
    if (text.length() < SHORTEST || text.length() > LONGEST || text.charAt(0) != '+') {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return text.charAt(1) != '0';
  }

  /**
   * Whether two addresses can be one. For {@code +1} every digit decides, elsewhere the country
   * code and the last seven digits; what is not E.164 is not compared.
   */
  public static boolean mayBeSame(String one, String other) {
    if (one.equals(other) || !is(one) || !is(other)) {
      return true;
    }
    int code = countryCode(one);
    if (one.charAt(1) == '1' || !one.regionMatches(0, other, 0, code)) {
      return false;
    }
    int digits = Math.min(LAST_DIGITS, Math.min(one.length(), other.length()) - code);
    return one.regionMatches(one.length() - digits, other, other.length() - digits, digits);
  }

  /** Where a number's country code ends. */
  private static int countryCode(String number) {
    if (number.charAt(1) == '1' || number.charAt(1) == '7') {
      return 2;
    }
    return TWO_DIGITS.contains(number.substring(1, 3)) ? 3 : 4;
  }
}
