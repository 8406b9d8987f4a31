package io.dialflux.call;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A field of a call as Twilio names it, told once where many calls have it in the same place. */
enum CallField {
  SID,
  ACCOUNT_SID,
  PARENT_CALL_SID,
  PHONE_NUMBER_SID,
  GROUP_SID,
  TRUNK_SID,
  STATUS,
  DIRECTION,
  ANSWERED_BY,
  DATE_CREATED,
  DATE_UPDATED,
  START_TIME,
  END_TIME,
  DURATION,
  QUEUE_TIME,
  PRICE,
  PRICE_UNIT,
  TO,
  TO_FORMATTED,
  FROM,
  FROM_FORMATTED,
  FORWARDED_FROM,
  CALLER_NAME,
  API_VERSION,
  URI,
  SUBRESOURCE_URIS,
  /** One that no accessor shows. */
  OTHER;

  private static final Map<String, CallField> BY_NAME =
      Arrays.stream(values())
          .filter(field -> field != OTHER)
          .collect(Collectors.toMap(CallField::wireName, Function.identity()));

  static CallField of(String name) {
    return BY_NAME.getOrDefault(name, OTHER);
  }

  private String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  boolean isDate() {
    return switch (this) {
      case DATE_CREATED, DATE_UPDATED, START_TIME, END_TIME -> true;
      default -> false;
    };
  }
}
