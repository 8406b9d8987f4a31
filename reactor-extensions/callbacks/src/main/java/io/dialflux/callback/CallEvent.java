package io.dialflux.callback;

import io.dialflux.call.AnsweredBy;
import io.dialflux.call.CallDirection;
import io.dialflux.call.CallStatus;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What Twilio says of a call in one callback. Immutable. Any value but the call's SID may be null,
 * because each {@linkplain Kind kind} tells of something else, and a value that cannot be read is
 * null too; {@link #parameters()} holds them all as text, known here or not.
 *
 * <p>Callbacks may be lost, come late, twice, or in another order than they were sent. {@link
 * #sequenceNumber()} tells their order and {@link #idempotencyToken()} that one is the same again.
 *
 * <p>{@link #toString()} shows no personal value.
 */
public final class CallEvent {
  private static final Pattern CALL_SID = Pattern.compile("CA[0-9a-fA-F]{32}");

  /** What a callback is about. */
  public enum Kind {
    /** A step in the call's life: {@link #callStatus()}. */
    PROGRESS,
    /** Asynchronous machine detection is done: {@link #answeredBy()}. */
    ANSWERING_MACHINE,
    /** A step of a recording: {@link #recordingStatus()}. */
    RECORDING,
    /** Twilio asks what the call is to do, at its {@code Url} or a verb's {@code action}. */
    INSTRUCTIONS,
    /** None of these, or one that is newer than this library. */
    OTHER
  }

  private final String callSid;
  private final Map<String, List<String>> parameters;
  private final Map<String, List<String>> query;
  private final @Nullable String idempotencyToken;

  private CallEvent(
      Map<String, List<String>> parameters,
      Map<String, List<String>> query,
      @Nullable String idempotencyToken) {
    this.parameters = Collections.unmodifiableMap(parameters);
    this.query = Collections.unmodifiableMap(query);
    this.idempotencyToken = idempotencyToken;
    String sid = Form.first(parameters, "CallSid");
    if (sid == null || !CALL_SID.matcher(sid).matches()) {
      throw new IllegalArgumentException("form must have a CallSid, CA and 32 hexadecimal digits");
    }
    this.callSid = sid;
  }

  /**
   * Reads a callback that is known to be Twilio's: for tests and mocks.
   *
   * @param url where it was posted to; only its query matters, and it may be empty
   * @param form the body, {@code CallSid=CA…&CallStatus=completed}
   * @return the event
   * @throws IllegalArgumentException if it has no {@code CallSid}
   */
  public static CallEvent parse(String url, String form) {
    return new CallEvent(
        Form.decode(form.getBytes(StandardCharsets.UTF_8)), Form.ofQuery(url), null);
  }

  /**
   * @throws IllegalArgumentException if it tells of no call
   */
  static CallEvent of(CallbackRequest request) {
    Map<String, List<String>> query = request.query();
    return new CallEvent(
        request.isPost() ? request.form() : query,
        query,
        request.header("I-Twilio-Idempotency-Token"));
  }

  /** {@return what the callback is about} */
  public Kind kind() {
    if ("call-progress-events".equals(callbackSource())) {
      return Kind.PROGRESS;
    }
    if (has("RecordingStatus")) {
      return Kind.RECORDING;
    }
    if (has("CallStatus")) {
      return has("SequenceNumber") ? Kind.PROGRESS : Kind.INSTRUCTIONS;
    }
    return has("AnsweredBy") ? Kind.ANSWERING_MACHINE : Kind.OTHER;
  }

  /** {@return the call's SID, CA and 32 hexadecimal digits; never null} */
  public String callSid() {
    return callSid;
  }

  /** {@return the SID (AC…) of the account that the call belongs to, which may be a subaccount} */
  public @Nullable String accountSid() {
    return parameter("AccountSid");
  }

  /** {@return the SID (CA…) of the call that spawned this one; null where none did} */
  public @Nullable String parentCallSid() {
    return parameter("ParentCallSid");
  }

  /**
   * {@return where the call stood when the callback was made} It may be {@code initiated}, which
   * the API itself never answers: dialling begins.
   */
  public @Nullable CallStatus callStatus() {
    return read("CallStatus", CallStatus::of);
  }

  /** {@return how the call came to be} */
  public @Nullable CallDirection direction() {
    return read("Direction", CallDirection::of);
  }

  /** {@return whom the call goes to. Personal} */
  public @Nullable String to() {
    return parameter("To");
  }

  /** {@return who calls. Personal} */
  public @Nullable String from() {
    return parameter("From");
  }

  /** {@return the place among the call's callbacks of progress, from 0} */
  public @Nullable Integer sequenceNumber() {
    return read("SequenceNumber", Integer::valueOf);
  }

  /** {@return when what is told of happened, to the second} */
  public @Nullable Instant timestamp() {
    return read("Timestamp", CallEvent::date);
  }

  /** {@return the part of Twilio that made the callback, mostly {@code call-progress-events}} */
  public @Nullable String callbackSource() {
    return parameter("CallbackSource");
  }

  /** {@return who picked up; null unless machine detection was on and is done} */
  public @Nullable AnsweredBy answeredBy() {
    return read("AnsweredBy", AnsweredBy::of);
  }

  /** {@return how long machine detection took, to the millisecond} */
  public @Nullable Duration machineDetectionDuration() {
    return read("MachineDetectionDuration", millis -> Duration.ofMillis(Long.parseLong(millis)));
  }

  /** {@return how long the call lasted, to the second; null until it has ended} */
  public @Nullable Duration callDuration() {
    return read("CallDuration", CallEvent::seconds);
  }

  /** {@return how the carrier ended the call, as 486 where the line was busy} */
  public @Nullable Integer sipResponseCode() {
    return read("SipResponseCode", Integer::valueOf);
  }

  /**
   * {@return why something failed, as in <a href="https://www.twilio.com/docs/api/errors">Twilio's
   * dictionary</a>}
   */
  public @Nullable Integer errorCode() {
    return read("ErrorCode", Integer::valueOf);
  }

  /** {@return Twilio's words for {@link #errorCode()}. They may be personal} */
  public @Nullable String errorMessage() {
    return parameter("ErrorMessage");
  }

  /** {@return the SID (RE…) of the recording} */
  public @Nullable String recordingSid() {
    return parameter("RecordingSid");
  }

  /** {@return where the recording can be fetched} */
  public @Nullable URI recordingUrl() {
    return read("RecordingUrl", URI::create);
  }

  /** {@return how far the recording is: {@code in-progress}, {@code completed}, {@code absent}} */
  public @Nullable String recordingStatus() {
    return parameter("RecordingStatus");
  }

  /** {@return how long the recording is, to the second} */
  public @Nullable Duration recordingDuration() {
    return read("RecordingDuration", CallEvent::seconds);
  }

  /**
   * {@return what is the same for each delivery of one callback, {@code
   * I-Twilio-Idempotency-Token}; null where it was not sent}
   */
  public @Nullable String idempotencyToken() {
    return idempotencyToken;
  }

  /**
   * {@return the first value of one of Twilio's parameters; null where it is absent}
   *
   * @param name as on the wire, {@code StirStatus}
   */
  public @Nullable String parameter(String name) {
    return Form.first(parameters, name);
  }

  /**
   * {@return Twilio's parameters as they came, known here or not; unmodifiable} Where the callback
   * was requested by GET, they stand in the URL's query, and what else stands there is among them.
   */
  public Map<String, List<String>> parameters() {
    return parameters;
  }

  /**
   * {@return the first value of a parameter in the query of the URL that was called, which is the
   * caller's own; null where it is absent}
   *
   * @param name as in the URL, {@code attempt}
   */
  public @Nullable String query(String name) {
    return Form.first(query, name);
  }

  /** {@return the query of the URL that was called; unmodifiable} */
  public Map<String, List<String>> query() {
    return query;
  }

  private boolean has(String name) {
    return parameters.containsKey(name);
  }

  /** An empty value says nothing. */
  private <T> @Nullable T read(String name, Function<String, @Nullable T> reader) {
    String value = parameter(name);
    try {
      return value == null || value.isEmpty() ? null : reader.apply(value);
    } catch (IllegalArgumentException | DateTimeException | ArithmeticException unreadable) {
      return null;
    }
  }

  private static Duration seconds(String value) {
    return Duration.ofSeconds(Long.parseLong(value));
  }

  private static Instant date(String value) {
    return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(value));
  }

  /** {@return the kind, the call's SID, its status and the sequence number} */
  @Override
  public String toString() {
    return "CallEvent["
        + kind()
        + ", "
        + callSid
        + ", "
        + Objects.toString(callStatus(), "-")
        + ", "
        + Objects.toString(sequenceNumber(), "-")
        + "]";
  }
}
