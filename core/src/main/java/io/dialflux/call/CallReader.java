package io.dialflux.call;

import io.dialflux.internal.wire.Dates;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads one call token by token, so that it does not matter whether the JSON is there as a whole or
 * comes in pieces.
 */
final class CallReader {
  static final JsonFactory JSON = new JsonFactory();

  private @Nullable String sid;
  private @Nullable String accountSid;
  @Nullable String parentCallSid;
  @Nullable String phoneNumberSid;
  @Nullable String groupSid;
  @Nullable String trunkSid;
  CallStatus status = CallStatus.of("");
  @Nullable CallDirection direction;
  @Nullable AnsweredBy answeredBy;
  @Nullable Instant dateCreated;
  @Nullable Instant dateUpdated;
  @Nullable Instant startTime;
  @Nullable Instant endTime;
  @Nullable Duration duration;
  @Nullable Duration queueTime;
  @Nullable BigDecimal price;
  @Nullable String priceUnit;
  @Nullable String to;
  @Nullable String toFormatted;
  @Nullable String from;
  @Nullable String fromFormatted;
  @Nullable String forwardedFrom;
  @Nullable String callerName;
  @Nullable String apiVersion;
  @Nullable String uri;
  @Nullable String stirVerstat;
  Map<String, String> subresourceUris = Map.of();
  @Nullable SubresourceNames subresourceNames;
  Map<String, String> unparsed = Map.of();

  /** Names of {@link #unparsed} values that were no strings: numbers, truth values, nested ones. */
  Set<String> bare = Set.of();

  /** Whether the path is known to be what {@link SubresourceNames#uri} says, and not kept. */
  boolean uriIsOwn;

  private final SharedNames names;
  private String name = "";
  private String subresource = "";
  private @Nullable Map<String, String> subresources;
  private @Nullable Nested nested;

  /** Whether the value that is read is no string. */
  private boolean isBare;

  /**
   * @param names shared with the calls that are read before and after this one
   */
  CallReader(SharedNames names) {
    this.names = names;
  }

  /** Reads a call with the general parser, whatever it looks like. */
  static Call parse(byte[] json, SharedNames names) {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IllegalArgumentException("json is no object");
      }
      CallReader reader = new CallReader(names);
      while (!reader.accept(next(parser), parser)) {}
      if (parser.nextToken() != null) {
        throw new IllegalArgumentException("json goes on after the call");
      }
      return new Call(reader);
    } catch (JacksonException malformed) {
      throw malformed(malformed);
    }
  }

  /** Jackson's message quotes the text, and with it personal fields; only the place is kept. */
  static IllegalArgumentException malformed(JacksonException e) {
    TokenStreamLocation place = e.getLocation(); // null where it is a limit that was exceeded
    return new IllegalArgumentException(
        "json is malformed" + (place == null ? "" : " at byte " + place.getByteOffset()));
  }

  static JsonToken next(JsonParser parser) {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new IllegalArgumentException("json ends too soon");
    }
    return token;
  }

  /**
   * Takes the next token after the call's opening brace.
   *
   * @return true once it was the closing one
   */
  boolean accept(JsonToken token, JsonParser parser) {
    if (nested != null) {
      if (nested.accept(token, parser)) {
        isBare = true;
        unparsed(subresources != null ? name + "." + subresource : name, nested.text());
        isBare = false;
        nested = null;
      }
      return false;
    }
    switch (token) {
      case PROPERTY_NAME -> {
        if (subresources != null) {
          subresource = parser.currentName();
        } else {
          name = parser.currentName();
        }
      }
      case START_OBJECT, START_ARRAY -> {
        boolean object = token == JsonToken.START_OBJECT;
        if (object && subresources == null && name.equals("subresource_uris")) {
          subresources = new LinkedHashMap<>();
        } else {
          nested = new Nested(parser);
        }
      }
      case END_OBJECT -> {
        if (subresources == null) {
          return true;
        }
        subresources(subresources);
        subresources = null;
      }
      case VALUE_NULL -> {
        if (subresources == null) { // a path that is null is none
          scalar(CallField.of(name), name, null);
        }
      }
      default -> {
        if (subresources == null) {
          isBare = token != JsonToken.VALUE_STRING;
          scalar(CallField.of(name), name, parser.getString());
          isBare = false;
        } else {
          subresources.put(subresource, parser.getString());
        }
      }
    }
    return false;
  }

  /** The call's SID; without one it is no call. */
  String sid() {
    if (sid == null || sid.isEmpty()) {
      throw new IllegalArgumentException("json has no sid");
    }
    return sid;
  }

  @Nullable String accountSid() {
    return accountSid;
  }

  /** Forgets what tells a call's paths. */
  void clearPaths() {
    sid = null;
    accountSid = null;
    uri = null;
    uriIsOwn = false;
    subresourceNames = null;
    subresourceUris = Map.of();
  }

  /** Whether the call's path is what it has to be, which most are: nobody need keep it. */
  boolean uriIsOwn() {
    return uriIsOwn || SubresourceNames.uri(accountSid, sid).equals(uri);
  }

  /** In Twilio's order a call's account and SID come first; in another its paths are kept. */
  void subresources(Map<String, String> paths) {
    subresourceNames = names.of(SubresourceNames.base(accountSid, sid), paths);
    subresourceUris = subresourceNames == null ? paths : Map.of();
  }

  /** Before the account or SID that paths begin with becomes another. */
  private void keepPaths() {
    if (uriIsOwn) {
      uri = SubresourceNames.uri(accountSid, sid);
      uriIsOwn = false;
    }
    if (subresourceNames != null) {
      subresourceUris = subresourceNames.paths(SubresourceNames.base(accountSid, sid));
      subresourceNames = null;
    }
  }

  /** A field that is a text, a number, a truth value or null. */
  void scalar(CallField field, String name, @Nullable String text) {
    switch (field) {
      case SID -> {
        keepPaths();
        sid = text;
      }
      case ACCOUNT_SID -> {
        keepPaths();
        accountSid = text;
      }
      case PARENT_CALL_SID -> parentCallSid = text;
      case PHONE_NUMBER_SID -> phoneNumberSid = text;
      case GROUP_SID -> groupSid = text;
      case TRUNK_SID -> trunkSid = text;
      case STATUS -> status = text == null ? status : CallStatus.of(text);
      case DIRECTION -> direction = text == null ? null : CallDirection.of(text);
      case ANSWERED_BY -> answeredBy = text == null ? null : AnsweredBy.of(text);
      case DATE_CREATED, DATE_UPDATED, START_TIME, END_TIME -> date(field, date(name, text));
      case DURATION -> duration = amount(name, text, 1_000);
      case QUEUE_TIME -> queueTime = amount(name, text, 1);
      case PRICE -> price = decimal(name, text);
      case PRICE_UNIT -> priceUnit = text;
      case TO -> to = text;
      case TO_FORMATTED -> toFormatted = text;
      case FROM -> from = text;
      case FROM_FORMATTED -> fromFormatted = text;
      case FORWARDED_FROM -> forwardedFrom = text;
      case CALLER_NAME -> callerName = text;
      case API_VERSION -> apiVersion = text;
      case URI -> {
        uri = text;
        uriIsOwn = false;
      }
      case STIR_VERSTAT -> stirVerstat = text;
      default -> {
        if (text != null) {
          unparsed(name, text);
        }
      }
    }
  }

  void date(CallField field, @Nullable Instant date) {
    switch (field) {
      case DATE_CREATED -> dateCreated = date;
      case DATE_UPDATED -> dateUpdated = date;
      case START_TIME -> startTime = date;
      default -> endTime = date;
    }
  }

  private void unparsed(String field, String text) {
    if (unparsed.isEmpty()) {
      unparsed = new LinkedHashMap<>();
      bare = new HashSet<>();
    }
    unparsed.put(field, text);
    if (isBare) {
      bare.add(field);
    } else {
      bare.remove(field);
    }
  }

  private @Nullable Instant date(String name, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    Instant date = Dates.parse(text);
    if (date == null) {
      unparsed(name, text);
    }
    return date;
  }

  private @Nullable Duration amount(String name, @Nullable String text, int millis) {
    int whole = text == null ? -1 : whole(text);
    if (whole >= 0) {
      return Duration.ofMillis((long) whole * millis);
    }
    BigDecimal number = decimal(name, text);
    if (number == null || text == null) {
      return null;
    }
    try {
      return Duration.ofNanos(
          number.multiply(BigDecimal.valueOf(millis * 1_000_000L)).longValueExact());
    } catch (ArithmeticException beyond) {
      unparsed(name, text);
      return null;
    }
  }

  /** The value of one to nine digits, which is what Twilio sends; -1 for anything else. */
  private static int whole(String text) {
    int value = text.isEmpty() || text.length() > 9 ? -1 : 0;
    for (int i = 0; i < text.length() && value >= 0; i++) {
      int digit = text.charAt(i) - '0';
      value = digit >= 0 && digit <= 9 ? value * 10 + digit : -1;
    }
    return value;
  }

  private @Nullable BigDecimal decimal(String name, @Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException notANumber) {
      unparsed(name, text);
      return null;
    }
  }

  /** A nested value that no accessor shows, written out again as it came. */
  private static final class Nested {
    private final StringWriter text = new StringWriter();
    private final JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text);
    private int depth = 1;

    Nested(JsonParser parser) {
      out.copyCurrentEvent(parser);
    }

    boolean accept(JsonToken token, JsonParser parser) {
      if (token.isNumeric()) {
        out.writeNumber(parser.getString()); // a double would round it, or be infinite
      } else {
        out.copyCurrentEvent(parser);
      }
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      return depth == 0;
    }

    String text() {
      out.close();
      return text.toString();
    }
  }
}
