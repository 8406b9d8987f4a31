package io.dialflux.call;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A call as Twilio answered it: its 26 fields, typed. Immutable. Any field but the SID and the
 * status may be null where Twilio left it out.
 *
 * <p>Nothing is lost and nothing throws: a status, direction or answer that is not known here keeps
 * its text, and a value that cannot be read (a date in another form) or that has no accessor yet
 * stands in {@link #unparsed()}. {@link #toString()} shows no personal field.
 */
public final class Call {
  private final String sid;
  private final @Nullable String accountSid;
  private final @Nullable String parentCallSid;
  private final @Nullable String phoneNumberSid;
  private final @Nullable String groupSid;
  private final @Nullable String trunkSid;
  private final CallStatus status;
  private final @Nullable CallDirection direction;
  private final @Nullable AnsweredBy answeredBy;
  private final @Nullable Instant dateCreated;
  private final @Nullable Instant dateUpdated;
  private final @Nullable Instant startTime;
  private final @Nullable Instant endTime;
  private final @Nullable Duration duration;
  private final @Nullable Duration queueTime;
  private final @Nullable BigDecimal price;
  private final @Nullable String priceUnit;
  private final @Nullable String to;
  private final @Nullable String toFormatted;
  private final @Nullable String from;
  private final @Nullable String fromFormatted;
  private final @Nullable String forwardedFrom;
  private final @Nullable String callerName;
  private final @Nullable String apiVersion;
  private final @Nullable String uri;
  private final @Nullable SubresourceNames subresourceNames;
  private final String subresourceBase;
  private final Map<String, String> subresourceUris;
  private final Map<String, String> unparsed;

  Call(CallReader read) {
    sid = read.sid();
    accountSid = read.accountSid;
    parentCallSid = read.parentCallSid;
    phoneNumberSid = read.phoneNumberSid;
    groupSid = read.groupSid;
    trunkSid = read.trunkSid;
    status = read.status;
    direction = read.direction;
    answeredBy = read.answeredBy;
    dateCreated = read.dateCreated;
    dateUpdated = read.dateUpdated;
    startTime = read.startTime;
    endTime = read.endTime;
    duration = read.duration;
    queueTime = read.queueTime;
    price = read.price;
    priceUnit = read.priceUnit;
    to = read.to;
    toFormatted = read.toFormatted;
    from = read.from;
    fromFormatted = read.fromFormatted;
    forwardedFrom = read.forwardedFrom;
    callerName = read.callerName;
    apiVersion = read.apiVersion;
    uri = read.uri;
    subresourceNames = read.subresourceNames;
    subresourceBase = read.subresourceBase;
    subresourceUris = Map.copyOf(read.subresourceUris);
    unparsed = Map.copyOf(read.unparsed);
  }

  /**
   * Reads a call as Twilio sends it: for tests and mocks, and for calls kept as text.
   *
   * @throws IllegalArgumentException if the text is no JSON object with a {@code sid}
   */
  public static Call parse(String json) {
    return parse(json.getBytes(StandardCharsets.UTF_8));
  }

  /** As {@link #parse(String)}, from UTF-8. */
  public static Call parse(byte[] json) {
    return CallReader.call(json);
  }

  /** The call's SID, CA and 32 hexadecimal digits. */
  public String sid() {
    return sid;
  }

  /** The account that the call belongs to. */
  public @Nullable String accountSid() {
    return accountSid;
  }

  /** The call that spawned this one; null where none did. */
  public @Nullable String parentCallSid() {
    return parentCallSid;
  }

  /**
   * For an incoming call the number called, for an outgoing one the caller ID's; null if unknown.
   */
  public @Nullable String phoneNumberSid() {
    return phoneNumberSid;
  }

  /** The group that the call belongs to; mostly null. */
  public @Nullable String groupSid() {
    return groupSid;
  }

  /** The trunk that carried the call; null where none did. */
  public @Nullable String trunkSid() {
    return trunkSid;
  }

  /** Where the call stands; never null. Its text is empty where the answer had none. */
  public CallStatus status() {
    return status;
  }

  /** How the call came to be. */
  public @Nullable CallDirection direction() {
    return direction;
  }

  /** Who picked up; null unless machine detection was on and is done. */
  public @Nullable AnsweredBy answeredBy() {
    return answeredBy;
  }

  /** When the call was created. */
  public @Nullable Instant dateCreated() {
    return dateCreated;
  }

  /** When the call was last changed. */
  public @Nullable Instant dateUpdated() {
    return dateUpdated;
  }

  /** When dialling began; null while the call is queued. */
  public @Nullable Instant startTime() {
    return startTime;
  }

  /** When the call ended; null until then. */
  public @Nullable Instant endTime() {
    return endTime;
  }

  /** How long the call lasted, in seconds; null until it has ended. */
  public @Nullable Duration duration() {
    return duration;
  }

  /** How long Twilio expects the call to wait in its queue, in milliseconds. */
  public @Nullable Duration queueTime() {
    return queueTime;
  }

  /** The charge, negative, in {@link #priceUnit()}; null until some time after the end. */
  public @Nullable BigDecimal price() {
    return price;
  }

  /** The currency of the price, by ISO 4217 or as Twilio names it. */
  public @Nullable String priceUnit() {
    return priceUnit;
  }

  /** Whom the call goes to: a number or an address. Personal. */
  public @Nullable String to() {
    return to;
  }

  /** As {@link #to()}, formatted to read. Personal. */
  public @Nullable String toFormatted() {
    return toFormatted;
  }

  /** Who calls: a number or an address. Personal. */
  public @Nullable String from() {
    return from;
  }

  /** As {@link #from()}, formatted to read. Personal. */
  public @Nullable String fromFormatted() {
    return fromFormatted;
  }

  /** The number that an incoming call was forwarded from. Personal. */
  public @Nullable String forwardedFrom() {
    return forwardedFrom;
  }

  /** The caller's name, where caller-ID lookup is on. Personal. */
  public @Nullable String callerName() {
    return callerName;
  }

  /** The API version of the answer. */
  public @Nullable String apiVersion() {
    return apiVersion;
  }

  /** The call's own path, relative to Twilio's host. */
  public @Nullable String uri() {
    return uri;
  }

  /** Paths of what belongs to the call (recordings, events and so on), by name; unmodifiable. */
  public Map<String, String> subresourceUris() {
    return subresourceNames == null ? subresourceUris : subresourceNames.paths(subresourceBase);
  }

  /**
   * What the accessors do not show, by its name on the wire and as its text: fields that are newer
   * than this library, and values that could not be read. Unmodifiable, mostly empty.
   */
  public Map<String, String> unparsed() {
    return unparsed;
  }

  @Override
  public String toString() {
    return "Call[" + sid + ", " + status + "]";
  }
}
