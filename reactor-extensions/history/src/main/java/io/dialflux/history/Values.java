package io.dialflux.history;

import io.dialflux.call.Call;
import io.dialflux.call.CallField;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Values of a call's fields, as Twilio writes them. */
final class Values {
  private Values() {}

  /**
   * {@return a field's text, but a date's only where it could not be read; null where it is null}
   */
  static @Nullable String text(Call call, CallField field) {
    String text =
        switch (field) {
          case SID -> call.sid();
          case ACCOUNT_SID -> call.accountSid();
          case PARENT_CALL_SID -> call.parentCallSid();
          case PHONE_NUMBER_SID -> call.phoneNumberSid();
          case GROUP_SID -> call.groupSid();
          case TRUNK_SID -> call.trunkSid();
          case STATUS -> call.status().value();
          case DIRECTION -> call.direction() == null ? null : call.direction().value();
          case ANSWERED_BY -> call.answeredBy() == null ? null : call.answeredBy().value();
          case PRICE_UNIT -> call.priceUnit();
          case TO -> call.to();
          case TO_FORMATTED -> call.toFormatted();
          case FROM -> call.from();
          case FROM_FORMATTED -> call.fromFormatted();
          case FORWARDED_FROM -> call.forwardedFrom();
          case CALLER_NAME -> call.callerName();
          case API_VERSION -> call.apiVersion();
          case URI -> call.uri();
          case STIR_VERSTAT -> call.stirVerstat();
          default -> number(call, field);
        };
    return text == null ? call.unparsed().get(field.wireName()) : text;
  }

  /** {@return a number's text; null where the field is none or could not be read} */
  static @Nullable String number(Call call, CallField field) {
    return switch (field) {
      case DURATION -> text(call.duration(), Duration::toSeconds);
      case QUEUE_TIME -> text(call.queueTime(), Duration::toMillis);
      case PRICE -> text(call.price(), BigDecimal::toPlainString);
      default -> null;
    };
  }

  private static <T> @Nullable String text(@Nullable T value, Function<T, Object> as) {
    return value == null ? null : as.apply(value).toString();
  }

  /** {@return a date; null where the field is none or could not be read} */
  static @Nullable Instant date(Call call, CallField field) {
    return switch (field) {
      case DATE_CREATED -> call.dateCreated();
      case DATE_UPDATED -> call.dateUpdated();
      case START_TIME -> call.startTime();
      case END_TIME -> call.endTime();
      default -> null;
    };
  }
}
