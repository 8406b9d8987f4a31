package io.dialflux.call;

import io.dialflux.internal.wire.E164;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call as Twilio answered it: its 27 fields, typed. Immutable. Any field but the SID and the
 * status may be null where Twilio left it out.
 *
 * <p>Nothing is lost and nothing throws: a status, direction or answer that is not known here keeps
 * its text, and a value that cannot be read (a date in another form) or that has no accessor yet
 * stands in {@link #unparsed()}. {@link #toString()} shows no personal field.
 *
 * <p>Fields are those of Twilio's <a
 * href="https://www.twilio.com/docs/voice/api/call-resource#call-properties">Call resource</a>.
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
  private final @Nullable String stirVerstat;
  private final boolean uriIsOwn;
  private final @Nullable SubresourceNames subresourceNames;
  private final Map<String, String> subresourceUris;
  private final Map<String, String> unparsed;

  /** Names of {@link #unparsed} values that were no strings. */
  private final Set<String> bare;

  Call(CallReader read) {
    sid = read.sid();
    accountSid = read.accountSid();
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
    uriIsOwn = read.uriIsOwn();
    uri = uriIsOwn ? null : read.uri;
    subresourceNames = read.subresourceNames;
    stirVerstat = read.stirVerstat;
    subresourceUris = inOrder(read.subresourceUris);
    unparsed = inOrder(read.unparsed);
    bare = Set.copyOf(read.bare);
  }

  /** A copy with the order of the answer, which {@link Map#copyOf} would lose. */
  private static Map<String, String> inOrder(Map<String, String> read) {
    return read.isEmpty() ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(read));
  }

  /**
   * Reads a call as Twilio sends it: for tests and mocks, and for calls kept as text.
   *
   * @param json one JSON object
   * @return the call
   * @throws IllegalArgumentException if the text is no JSON object with a {@code sid}
   */
  public static Call parse(String json) {
    return parse(json.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * As {@link #parse(String)}, from UTF-8.
   *
   * @param json left as it is
   * @return the call
   * @throws IllegalArgumentException if the text is no JSON object with a {@code sid}
   */
  public static Call parse(byte[] json) {
    return CallReader.parse(json, new SharedNames());
  }

  /** {@return the call's SID, CA and 32 hexadecimal digits; never null} */
  public String sid() {
    return sid;
  }

  /** {@return the SID (AC…) of the account that the call belongs to, which may be a subaccount} */
  public @Nullable String accountSid() {
    return accountSid;
  }

  /** {@return the SID (CA…) of the call that spawned this one; null where none did} */
  public @Nullable String parentCallSid() {
    return parentCallSid;
  }

  /**
   * {@return the SID (PN…) of the number called, for an incoming call, or of the caller ID, for an
   * outgoing one; null where the account holds no such number}
   */
  public @Nullable String phoneNumberSid() {
    return phoneNumberSid;
  }

  /** {@return the SID (GP…) of the group that the call belongs to; mostly null} */
  public @Nullable String groupSid() {
    return groupSid;
  }

  /** {@return the SID (TK…) of the trunk that carried the call; null where none did} */
  public @Nullable String trunkSid() {
    return trunkSid;
  }

  /**
   * {@return where the call stood when Twilio answered; never null. Its text is empty where the
   * answer had none}
   */
  public CallStatus status() {
    return status;
  }

  /** {@return how the call came to be} */
  public @Nullable CallDirection direction() {
    return direction;
  }

  /** {@return who picked up; null unless machine detection was on and is done} */
  public @Nullable AnsweredBy answeredBy() {
    return answeredBy;
  }

  /** {@return when the call was created, to the second; a create's own answer may have none yet} */
  public @Nullable Instant dateCreated() {
    return dateCreated;
  }

  /** {@return when the call was last changed, to the second} */
  public @Nullable Instant dateUpdated() {
    return dateUpdated;
  }

  /** {@return when dialling began, to the second; null while the call is queued} */
  public @Nullable Instant startTime() {
    return startTime;
  }

  /** {@return when the call ended, to the second; null until then} */
  public @Nullable Instant endTime() {
    return endTime;
  }

  /**
   * {@return how long the call lasted, to the second; zero where nobody answered, null until it has
   * ended}
   */
  public @Nullable Duration duration() {
    return duration;
  }

  /** {@return how long Twilio expects the call to wait in its queue, to the millisecond} */
  public @Nullable Duration queueTime() {
    return queueTime;
  }

  /**
   * {@return the charge, negative, in {@link #priceUnit()}; null until some time after the end, so
   * it has to be fetched then}
   */
  public @Nullable BigDecimal price() {
    return price;
  }

  /**
   * {@return the currency of the price as Twilio names it, by ISO 4217 and mostly {@code USD}; any
   * text, because a new currency must not make the call unreadable}
   */
  public @Nullable String priceUnit() {
    return priceUnit;
  }

  /** {@return whom the call goes to: a number or an address. Personal} */
  public @Nullable String to() {
    return to;
  }

  /**
   * {@return whether the call can be one to an address, as far as Twilio may have rewritten it} Two
   * numbers in E.164 are compared: those of {@code +1} digit by digit, others by their country code
   * and their last seven digits. What is no such number, or missing, contradicts nothing.
   *
   * @param address the {@code To} of a create
   */
  public boolean isTo(String address) {
    return to == null || E164.mayBeSame(to, Objects.requireNonNull(address, "address"));
  }

  /** {@return {@link #to()}, formatted to read. Personal} */
  public @Nullable String toFormatted() {
    return toFormatted;
  }

  /** {@return who calls: a number or an address. Personal} */
  public @Nullable String from() {
    return from;
  }

  /** {@return {@link #from()}, formatted to read. Personal} */
  public @Nullable String fromFormatted() {
    return fromFormatted;
  }

  /**
   * {@return the number that an incoming call was forwarded from, where the carrier tells.
   * Personal}
   */
  public @Nullable String forwardedFrom() {
    return forwardedFrom;
  }

  /** {@return the caller's name, where caller-ID lookup is on. Personal} */
  public @Nullable String callerName() {
    return callerName;
  }

  /** {@return the API version that the call was made by, {@code 2010-04-01}} */
  public @Nullable String apiVersion() {
    return apiVersion;
  }

  /** {@return the call's own path, relative to Twilio's host} */
  public @Nullable String uri() {
    return uriIsOwn ? SubresourceNames.uri(accountSid, sid) : uri;
  }

  /**
   * {@return how far the caller's right to the number of an incoming call was verified
   * (STIR/SHAKEN), such as {@code TN-Validation-Passed-A}; null where it was not}
   */
  public @Nullable String stirVerstat() {
    return stirVerstat;
  }

  /**
   * {@return paths of what belongs to the call (recordings, events and so on), by name;
   * unmodifiable, empty where there were none}
   */
  public Map<String, String> subresourceUris() {
    return subresourceNames == null
        ? subresourceUris
        : subresourceNames.paths(SubresourceNames.base(accountSid, sid));
  }

  /**
   * {@return what the accessors do not show, by its name on the wire and as its text: fields that
   * are newer than this library, unless they are null, and values that could not be read;
   * unmodifiable, mostly empty}
   */
  public Map<String, String> unparsed() {
    return unparsed;
  }

  /** {@return whether a value of {@link #unparsed()} was a string, and no other JSON} */
  boolean isString(String unparsedName) {
    return !bare.contains(unparsedName);
  }

  /**
   * Writes the call as Twilio sends it: its 27 fields by their names on the wire and in Twilio's
   * order, null where there is none; dates as {@code Sun, 22 Nov 2026 08:00:00 +0000}, durations
   * and prices as strings. What is {@link #unparsed()} is written as it came, a value that could
   * not be read in its field's place, and fields that are not known here behind the others. {@link
   * #parse(String)} reads the same call again.
   *
   * <p>The text has the personal fields: do not log it.
   *
   * @return one JSON object, without line breaks
   */
  public String toJson() {
    return CallSerializer.json(this);
  }

  @Override
  public String toString() {
    return "Call[" + sid + ", " + status + "]";
  }
}
