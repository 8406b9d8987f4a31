package io.dialflux.campaign;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Phone numbers in the one spelling by which people are told apart. A number counts as one where
 * its length is right for its country: which ranges are in use is Twilio's to know, and its tables
 * are newer than any library's.
 */
final class Phones {
  private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

  /**
   * Pairs of forms of one number that are both in use: Mexico's and Argentina's mobile prefixes,
   * Brazil's ninth digit of mobile numbers, and the 0 that people leave behind +44.
   */
  private static final List<Form> FORMS =
      List.of(
          new Form("\\+521(\\d{10})", "+52$1"),
          new Form("\\+52(\\d{10})", "+521$1"),
          new Form("\\+549(\\d{10})", "+54$1"),
          new Form("\\+54(\\d{10})", "+549$1"),
          new Form("\\+55(\\d\\d)9([6-9]\\d{7})", "+55$1$2"),
          new Form("\\+55(\\d\\d)([6-9]\\d{7})", "+55$19$2"),
          new Form("\\+440(\\d{9,10})", "+44$1"),
          new Form("\\+44([1-9]\\d{8,9})", "+440$1"));

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

  /**
   * A number and its other form, where it has one. Nothing says by which of them Twilio keeps a
   * call, nor that its list finds a call by the other, so that each has to be asked for.
   */
  static List<String> forms(String phone) {
    return Stream.concat(
            Stream.of(phone), FORMS.stream().flatMap(form -> form.other(phone).stream()))
        .toList();
  }

  private static final class Form {
    private final Pattern one;
    private final String other;

    Form(String one, String other) {
      this.one = Pattern.compile(one);
      this.other = other;
    }

    Optional<String> other(String phone) {
      Matcher matcher = one.matcher(phone);
      return matcher.matches() ? Optional.of(matcher.replaceFirst(other)) : Optional.empty();
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
