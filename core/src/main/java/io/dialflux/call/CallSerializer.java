package io.dialflux.call;

import io.dialflux.internal.wire.Dates;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;

/** Writes one call so that {@link CallReader} reads the same again. */
final class CallSerializer {
  /** In Twilio's order. */
  private static final CallField[] FIELDS = {
    CallField.SID,
    CallField.ACCOUNT_SID,
    CallField.PARENT_CALL_SID,
    CallField.DATE_CREATED,
    CallField.DATE_UPDATED,
    CallField.TO,
    CallField.TO_FORMATTED,
    CallField.FROM,
    CallField.FROM_FORMATTED,
    CallField.PHONE_NUMBER_SID,
    CallField.STATUS,
    CallField.START_TIME,
    CallField.END_TIME,
    CallField.DURATION,
    CallField.PRICE,
    CallField.PRICE_UNIT,
    CallField.DIRECTION,
    CallField.ANSWERED_BY,
    CallField.API_VERSION,
    CallField.FORWARDED_FROM,
    CallField.GROUP_SID,
    CallField.CALLER_NAME,
    CallField.QUEUE_TIME,
    CallField.TRUNK_SID,
    CallField.URI,
    CallField.STIR_VERSTAT,
    CallField.SUBRESOURCE_URIS
  };

  /** {@link CallReader} puts this before the name of a nested value among the subresources. */
  private static final String OF_SUBRESOURCES = CallField.SUBRESOURCE_URIS.wireName() + ".";

  /** Longer fractions are written with an exponent, or few bytes of input would become many. */
  private static final int MOST_DECIMALS = 100;

  private final Call call;
  private final Map<String, String> unparsed;
  private final StringWriter text = new StringWriter(2_600);
  private final JsonGenerator json =
      CallReader.JSON.createGenerator(ObjectWriteContext.empty(), text);

  private CallSerializer(Call call) {
    this.call = call;
    this.unparsed = new LinkedHashMap<>(call.unparsed());
  }

  static String json(Call call) {
    return new CallSerializer(call).json();
  }

  private String json() {
    json.writeStartObject();
    for (CallField field : FIELDS) {
      boolean odd = odd(field.wireName(), field.wireName());
      if (field == CallField.SUBRESOURCE_URIS) {
        subresources(odd);
      } else {
        value(field, odd);
      }
    }
    for (String name : call.unparsed().keySet()) {
      odd(name, name);
    }
    json.writeEndObject();
    json.close();
    return withHalvesEscaped(text.toString());
  }

  /**
   * Escapes what is one half of a character only: it can be read from an escape, and UTF-8 has no
   * bytes for it.
   */
  private static String withHalvesEscaped(String json) {
    if (json.chars().noneMatch(unit -> Character.isSurrogate((char) unit))) {
      return json;
    }
    StringBuilder escaped = new StringBuilder(json.length());
    json.codePoints()
        .forEach(
            character -> {
              if (Character.getType(character) == Character.SURROGATE) {
                escaped.append("\\u%04x".formatted(character));
              } else {
                escaped.appendCodePoint(character);
              }
            });
    return escaped.toString();
  }

  /**
   * Writes an unparsed value that was not written yet; whether there was one.
   *
   * @param key its name in {@link Call#unparsed()}
   */
  private boolean odd(String key, String name) {
    String value = unparsed.remove(key);
    if (value == null) {
      return false;
    }
    json.writeName(name);
    if (call.isString(key)) {
      json.writeString(value);
    } else {
      json.writeRawValue(value);
    }
    return true;
  }

  /**
   * @param odd whether a value that could not be read was written; of a field that came twice, one
   *     may have been readable
   */
  private void value(CallField field, boolean odd) {
    String value = value(field);
    if (value != null) {
      json.writeStringProperty(field.wireName(), value);
    } else if (!odd) {
      json.writeNullProperty(field.wireName());
    }
  }

  private void subresources(boolean odd) {
    Map<String, String> paths = call.subresourceUris();
    boolean nested = call.unparsed().keySet().stream().anyMatch(this::isOfSubresources);
    if (odd && !nested && paths.isEmpty()) {
      return;
    }
    json.writeObjectPropertyStart(CallField.SUBRESOURCE_URIS.wireName());
    paths.forEach(json::writeStringProperty);
    for (String key : call.unparsed().keySet()) {
      if (isOfSubresources(key)) {
        odd(key, key.substring(OF_SUBRESOURCES.length()));
      }
    }
    json.writeEndObject();
  }

  private boolean isOfSubresources(String key) {
    if (!key.startsWith(OF_SUBRESOURCES) || call.isString(key)) {
      return false;
    }
    String value = call.unparsed().get(key);
    return value.startsWith("{") || value.startsWith("[");
  }

  private @Nullable String value(CallField field) {
    return switch (field) {
      case SID -> call.sid();
      case ACCOUNT_SID -> call.accountSid();
      case PARENT_CALL_SID -> call.parentCallSid();
      case PHONE_NUMBER_SID -> call.phoneNumberSid();
      case GROUP_SID -> call.groupSid();
      case TRUNK_SID -> call.trunkSid();
      case STATUS -> call.status().value().isEmpty() ? null : call.status().value();
      case DIRECTION -> text(call.direction());
      case ANSWERED_BY -> text(call.answeredBy());
      case DATE_CREATED -> date(call.dateCreated());
      case DATE_UPDATED -> date(call.dateUpdated());
      case START_TIME -> date(call.startTime());
      case END_TIME -> date(call.endTime());
      case DURATION -> amount(call.duration(), 0);
      case QUEUE_TIME -> amount(call.queueTime(), 3);
      case PRICE -> price(call.price());
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
      case SUBRESOURCE_URIS, OTHER -> throw new IllegalArgumentException("field is no text");
    };
  }

  private static @Nullable String text(@Nullable OpenEnum value) {
    return value == null ? null : value.value();
  }

  private static @Nullable String date(@Nullable Instant date) {
    return date == null ? null : Dates.rfc2822(date);
  }

  /**
   * @param decimals of a second that make the unit: 0 for seconds, 3 for milliseconds
   */
  private static @Nullable String amount(@Nullable Duration amount, int decimals) {
    if (amount == null) {
      return null;
    }
    BigDecimal seconds =
        BigDecimal.valueOf(amount.getSeconds()).add(BigDecimal.valueOf(amount.getNano(), 9));
    return seconds.movePointRight(decimals).stripTrailingZeros().toPlainString();
  }

  /** With the decimals that it came with. */
  private static @Nullable String price(@Nullable BigDecimal price) {
    if (price == null) {
      return null;
    }
    boolean plain = price.scale() >= 0 && price.scale() <= MOST_DECIMALS;
    return plain ? price.toPlainString() : price.toString();
  }
}
