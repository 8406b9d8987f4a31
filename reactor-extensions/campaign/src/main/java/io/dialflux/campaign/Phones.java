package io.dialflux.campaign;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import org.jspecify.annotations.Nullable;

/**
 * Phone numbers in the one spelling by which people are told apart. A number counts as one where
 * its length is right for its country: which ranges are in use is Twilio's to know, and its tables
 * are newer than any library's.
 */
final class Phones {
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

  private Phones() {}

  static void checkRegion(String region) {
    if (!NUMBERS.getSupportedRegions().contains(region)) {
      throw new IllegalArgumentException("region must be a country's two letters, as US");
    }
  }

  /**
   * In E.164 form.
   *
   * @throws IllegalArgumentException saying what is wrong, without the number
   */
  static String e164(String text, @Nullable String region) {
    if (text.isBlank()) {
      throw new IllegalArgumentException("there is no phone number");
    }
    try {
      PhoneNumber number = NUMBERS.parse(text, region);
      if (number.hasExtension()) {
        throw new IllegalArgumentException("the phone number has an extension, which nobody dials");
      }
      ValidationResult result = NUMBERS.isPossibleNumberWithReason(number);
      if (result != ValidationResult.IS_POSSIBLE) {
        throw new IllegalArgumentException("the phone number is " + says(result));
      }
      return NUMBERS.format(number, PhoneNumberFormat.E164);
    } catch (NumberParseException e) {
      throw new IllegalArgumentException(
          switch (e.getErrorType()) {
            case INVALID_COUNTRY_CODE ->
                region == null
                    ? "the phone number has no country code, and no default region is given"
                    : "the phone number has a country code that does not exist";
            case TOO_SHORT_AFTER_IDD, TOO_SHORT_NSN -> "the phone number is too short";
            case TOO_LONG -> "the phone number is too long";
            default -> "the phone number is no number";
          });
    }
  }

  private static String says(ValidationResult result) {
    return switch (result) {
      case TOO_SHORT, IS_POSSIBLE_LOCAL_ONLY -> "too short";
      case TOO_LONG -> "too long";
      default -> "of a length that its country does not have";
    };
  }
}
