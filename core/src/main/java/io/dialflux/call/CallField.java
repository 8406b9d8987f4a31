package io.dialflux.call;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A field of a {@link Call}, by Twilio's name. */
public enum CallField {
  /** {@link Call#sid}. */
  SID,
  /** {@link Call#accountSid}. */
  ACCOUNT_SID,
  /** {@link Call#parentCallSid}. */
  PARENT_CALL_SID,
  /** {@link Call#phoneNumberSid}. */
  PHONE_NUMBER_SID,
  /** {@link Call#groupSid}. */
  GROUP_SID,
  /** {@link Call#trunkSid}. */
  TRUNK_SID,
  /** {@link Call#status}. */
  STATUS,
  /** {@link Call#direction}. */
  DIRECTION,
  /** {@link Call#answeredBy}. */
  ANSWERED_BY,
  /** {@link Call#dateCreated}. */
  DATE_CREATED,
  /** {@link Call#dateUpdated}. */
  DATE_UPDATED,
  /** {@link Call#startTime}. */
  START_TIME,
  /** {@link Call#endTime}. */
  END_TIME,
  /** {@link Call#duration}. */
  DURATION,
  /** {@link Call#queueTime}. */
  QUEUE_TIME,
  /** {@link Call#price}. */
  PRICE,
  /** {@link Call#priceUnit}. */
  PRICE_UNIT,
  /** {@link Call#to}. */
  TO,
  /** {@link Call#toFormatted}. */
  TO_FORMATTED,
  /** {@link Call#from}. */
  FROM,
  /** {@link Call#fromFormatted}. */
  FROM_FORMATTED,
  /** {@link Call#forwardedFrom}. */
  FORWARDED_FROM,
  /** {@link Call#callerName}. */
  CALLER_NAME,
  /** {@link Call#apiVersion}. */
  API_VERSION,
  /** {@link Call#uri}. */
  URI,
  /** {@link Call#stirVerstat}. */
  STIR_VERSTAT,
  /** {@link Call#subresourceUris}. */
  SUBRESOURCE_URIS,
  /** Any that no accessor of {@link Call} shows, whatever its name. */
  OTHER;

  private static final Map<String, CallField> BY_NAME =
      Arrays.stream(values())
          .filter(field -> field != OTHER)
          .collect(Collectors.toMap(CallField::wireName, Function.identity()));

  private final String wireName = name().toLowerCase(Locale.ROOT);

  static CallField of(String name) {
    return BY_NAME.getOrDefault(name, OTHER);
  }

  /**
   * {@return the field's name on the wire, such as {@code date_created}; of {@link #OTHER}, none}
   */
  public String wireName() {
    return wireName;
  }

  /** Whether the paths of a call have it in them, or are one. */
  boolean isOfPath() {
    return this == SID || this == ACCOUNT_SID || this == URI;
  }

  boolean isDate() {
    return switch (this) {
      case DATE_CREATED, DATE_UPDATED, START_TIME, END_TIME -> true;
      default -> false;
    };
  }
}
